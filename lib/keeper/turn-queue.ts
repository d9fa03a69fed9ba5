/** How many turns begin at once: people's requests need the processor and the database in between. */
const AT_ONCE = 2;
/** After this long a turn mostly waits for its upstream, and the next one may begin beside it. */
const SLOW_MS = 1_000;

/** The turns of workspaces: at most one for each, a few at once, and none behind one that has become slow. */
export class TurnQueue {
  private readonly turns = new Map<string, Promise<void>>();
  private readonly waiting: (() => Promise<void>)[] = [];
  private counted = 0;

  /** @param onError gets the error of a turn that fails */
  constructor(private readonly onError: (error: unknown) => void) {}

  /** Whether a workspace has a turn that waits or is under way. */
  has(workspaceId: string): boolean {
    return this.turns.has(workspaceId);
  }

  /** Adds a turn behind those that wait. */
  add(workspaceId: string, work: () => Promise<void>): void {
    const turn = new Promise<void>((end) => {
      this.waiting.push(async () => {
        await work().catch(this.onError);
        this.turns.delete(workspaceId);
        end();
      });
    });
    this.turns.set(workspaceId, turn);
    this.beginNext();
  }

  /** Waits for all turns that were added. */
  async settled(): Promise<void> {
    while (this.turns.size > 0) await Promise.all(this.turns.values());
  }

  private beginNext(): void {
    while (this.counted < AT_ONCE) {
      const work = this.waiting.shift();
      if (!work) return;
      this.counted += 1;
      let counts = true;
      const free = () => {
        if (!counts) return;
        counts = false;
        clearTimeout(slow);
        this.counted -= 1;
        this.beginNext();
      };
      const slow = setTimeout(free, SLOW_MS);
      void work().finally(free);
    }
  }
}
