import { z } from "zod";

const storedFlows = z.array(z.object({ updatedAt: z.string() }));
const settings = z.object({ requestsPerMinute: z.int() });
const state = z.object({ callFlows: storedFlows, messageFlows: storedFlows });

/** The sandbox's control port (its README lists the requests): its clock, its dashboard, its faults. */
export class SandboxControl {
  constructor(private readonly url: string) {}

  private async ask(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(`${this.url}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`the sandbox answered ${method} ${path} with ${answer.status}`);
    return await answer.json();
  }

  /** Sets the sandbox's clock to a moment, from which it goes on; null for the true time. */
  async setClock(moment: Date | null): Promise<void> {
    await this.ask("POST", "/settings", { clockOffsetMs: moment ? moment.getTime() - Date.now() : 0 });
  }

  /** Lifts the limit of requests for some work, and puts it back. A sandbox that ends meanwhile begins with its own. */
  async withoutLimit(work: () => Promise<void>): Promise<void> {
    const { requestsPerMinute } = settings.parse(await this.ask("GET", "/settings"));
    await this.ask("POST", "/settings", { requestsPerMinute: 0 });
    try {
      await work();
    } finally {
      await this.ask("POST", "/settings", { requestsPerMinute });
    }
  }

  /** Registers further keys of the demo's two tenants. */
  async registerKeys(keys: string[]): Promise<void> {
    await this.ask("POST", "/seed", { demo: true, keys });
  }

  /** Whether any flow was changed after a moment. */
  async isChangedSince(moment: Date): Promise<boolean> {
    const { callFlows, messageFlows } = state.parse(await this.ask("GET", "/state"));
    return [...callFlows, ...messageFlows].some(({ updatedAt }) => Date.parse(updatedAt) > moment.getTime());
  }

  /** Somebody edits a flow in the vendor's own dashboard. */
  async editFlow(kind: "call" | "message", id: string, fields: Record<string, unknown>): Promise<void> {
    await this.ask("PATCH", `/flows/${kind}/${id}`, fields);
  }

  /** The next update of a call flow is refused. */
  async refuseNextUpdate(id: string, message: string): Promise<void> {
    const match = { method: "PUT", path: `/v1/api/call-flows/${id}` };
    await this.ask("POST", "/faults", { match, kind: "status", status: 400, shape: "object", message });
  }
}
