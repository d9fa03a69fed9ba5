import { randomUUID } from "node:crypto";
import type { AuditActor } from "@/lib/audit/event";
import { updateFlow } from "@/lib/changes/update-flow";
import { etagOf } from "@/lib/mirror/flow-state";
import { lastRevision } from "@/lib/mirror/revisions";
import { observeForPerson } from "@/lib/sync/shared-reads";
import { KeyBudget, type Taken } from "@/lib/workspaces/budget/key-budget";
import type { Spending } from "@/lib/workspaces/budget/shares";
import type { BenchWorkspace } from "./scene";

/** What a person's request came to. */
export interface PersonsRequest {
  what: "read" | "save";
  /** Milliseconds of true time. */
  ms: number;
  isRefused: boolean;
}

const READS_A_MINUTE = 18;
const SAVES_A_MINUTE = 6;
const READERS = 3;

type Take = (this: KeyBudget, spending: Spending, points: number, overdraw: boolean) => Promise<Taken>;

/** Counts how often a person's request finds no room in a key's budget, and has to wait for it or to give up. */
export function watchWaits(): { count: number } {
  const waits = { count: 0 };
  const take: Take = Reflect.get(KeyBudget.prototype, "takeOrBook");
  const watched: Take = async function (spending, points, overdraw) {
    const taken = await take.call(this, spending, points, overdraw);
    if (spending.purpose !== "background" && "waitMs" in taken) waits.count += 1;
    return taken;
  };
  Reflect.set(KeyBudget.prototype, "takeOrBook", watched);
  return waits;
}

/** Three people who read, and one who saves, all day long, in one workspace: nearly all that people may do at once. */
export class People {
  readonly requests: PersonsRequest[] = [];
  private readonly readers = Array.from({ length: READERS }, () => randomUUID());
  private readonly author: AuditActor & { id: string };
  private owed = { read: 0, save: 0 };
  private turn = 0;

  constructor(
    private readonly workspace: BenchWorkspace,
    authorId: string,
    private readonly trueNow: () => number,
  ) {
    this.author = { type: "user", id: authorId, name: "Owner", email: "owner@example.com", role: "admin" };
  }

  /** Does what people do in so many seconds. */
  async work(seconds: number): Promise<void> {
    this.owed.read += (READS_A_MINUTE * seconds) / 60;
    this.owed.save += (SAVES_A_MINUTE * seconds) / 60;
    for (; this.owed.read >= 1; this.owed.read--) await this.timed("read", () => this.read());
    for (; this.owed.save >= 1; this.owed.save--) await this.timed("save", () => this.save());
  }

  private async timed(what: PersonsRequest["what"], work: () => Promise<boolean>): Promise<void> {
    const began = this.trueNow();
    const isRefused = !(await work());
    this.requests.push({ what, ms: this.trueNow() - began, isRefused });
  }

  private flow(place: number) {
    const ofCalls = this.workspace.flows.filter(({ kind }) => kind === "call_flow");
    const flow = ofCalls[place % ofCalls.length];
    if (!flow) throw new Error("the workspace has no call flow");
    return flow;
  }

  private async read(place = this.turn + 1): Promise<boolean> {
    this.turn += 1;
    const { kind, id } = this.flow(place);
    const reader = this.readers[this.turn % READERS] ?? "";
    return await observeForPerson(this.workspace.id, kind, id, reader).then(
      () => true,
      () => false,
    );
  }

  private async save(): Promise<boolean> {
    this.turn += 1;
    // One flow all the time: its state is the one that the last save has left.
    const { kind, id: flowId } = this.flow(0);
    const shown = await lastRevision(this.workspace.id, kind, flowId);
    if (!shown) return await this.read(0);
    const { answer } = await updateFlow({
      workspaceId: this.workspace.id,
      kind,
      flowId,
      ifMatch: [etagOf(shown.contentHash)],
      patch: { description: `Saved ${this.turn} times` },
      actor: this.author,
      request: { id: randomUUID(), ip: null, userAgent: null },
      idempotencyKey: randomUUID(),
      reason: null,
    });
    return answer.status === 200;
  }
}
