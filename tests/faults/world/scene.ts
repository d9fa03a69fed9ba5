import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { HttpAnswer } from "@/tests/support/http-client";
import { orNull, until } from "../poll";
import type { Lane } from "../processes/lane";
import type { Random } from "../random";
import type { FlowAt, FlowKind, OutsideEdit, Person, RoundRecord, Told, Workspace, Write } from "./record";

/** A client that waits longer than any answer may take, and then gives up. */
const CLIENT_PATIENCE_MS = 20_000;

/** What the sandbox's log shows of a request that the harness sent in the place of somebody in the dashboard. */
export const DASHBOARD = { "x-harness": "dashboard" };

const segments = { call: "call-flows", message: "message-flows" } as const;
const made = z.object({ _id: z.string() });
const problem = z.object({ code: z.string(), changeId: z.string().optional() });
const flow = z.looseObject({ id: z.string() });

export const portalPath = ({ workspace, kind, id }: FlowAt) =>
  `/api/workspaces/${workspace.slug}/${segments[kind]}/${id}`;

function told(answer: HttpAnswer<unknown>): Told {
  const refused = problem.safeParse(answer.json).data;
  return {
    at: Date.now(),
    status: answer.status,
    code: refused?.code ?? null,
    changeId: refused?.changeId ?? null,
    etag: answer.headers.etag ?? null,
    flow: refused ? null : (flow.safeParse(answer.json).data ?? null),
    replayed: answer.headers["idempotency-replayed"] === "true",
  };
}

export type OpenChange = z.infer<typeof openChanges>["items"][number];
const openChanges = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      flowId: z.string().nullable(),
      flowName: z.string(),
      state: z.enum(["pending", "unknown"]),
    }),
  ),
});

/** The changes of a workspace that are in flight, or whose outcome nobody knows; null when the portal can't say. */
export async function listOpenChanges({ client }: Person, { slug }: Workspace) {
  const answer = await orNull(client.call("GET", `/api/workspaces/${slug}/changes?limit=200`), 3_000);
  return answer?.status === 200 ? openChanges.parse(answer.json).items : null;
}

export async function pendingChanges(person: Person, workspace: Workspace) {
  return (await listOpenChanges(person, workspace))?.filter(({ state }) => state === "pending") ?? null;
}

let last = 0;
const next = (kind: "w" | "o") => `${kind}${++last}x`;

interface Wanted {
  person?: Person;
  key?: string;
  ifMatch?: string;
}

/**
 * A small piece of what people do, with its faults. It prepares what it needs while nothing is broken, and returns what
 * it does once the faults of the round begin.
 */
export type Story = (scene: Scene) => Promise<() => Promise<void>>;

/** What one story has: a workspace, people, its own numbers, and the ways to write. All that it does is recorded. */
export class Scene {
  constructor(
    readonly lane: Lane,
    readonly record: RoundRecord,
    readonly workspace: Workspace,
    readonly people: readonly [Person, ...Person[]],
    readonly chance: Random,
    readonly story: string,
  ) {}

  get person(): Person {
    return this.chance.pick(this.people);
  }

  /** The same story's ways in another workspace. */
  in(workspace: Workspace): Scene {
    return new Scene(this.lane, this.record, workspace, this.people, this.chance, this.story);
  }

  outsideTag(): string {
    return next("o");
  }

  /** Somebody makes a flow in the dashboard. */
  async dashboardFlow(kind: FlowKind, fields: Record<string, unknown> = {}): Promise<FlowAt> {
    const { workspace } = this;
    const basic =
      kind === "call"
        ? { promptType: "simple" }
        : {
            agent: workspace.omniFlowAgentId,
            initiationMessage: "Hi",
            prompt: "Be brief.",
            messageChannel: "SMS",
          };
    const response = await fetch(`${this.lane.sandbox.url}/v1/api/${segments[kind]}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-api-key": workspace.apiKey,
        "x-workspace-id": workspace.upstreamId,
        ...DASHBOARD,
      },
      body: JSON.stringify({ name: "Made in the dashboard", direction: "outbound", ...basic, ...fields }),
    });
    return { workspace, kind, id: made.parse(await response.json())._id };
  }

  /**
   * A flow that the portal has read once, and its entity tag. A story can't begin without it: an edit of a flow that the
   * portal does not know is no drift. An upstream that refused a request for its limit in the round before is left alone
   * for a minute.
   */
  async knownFlow(kind: FlowKind, fields: Record<string, unknown> = {}): Promise<FlowAt & { etag: string }> {
    const at = await this.dashboardFlow(kind, fields);
    let etag = "";
    const read = async () => {
      ({ etag } = await this.read(at));
      return etag !== "";
    };
    if ((await until(read, { withinMs: 75_000, everyMs: 500 })) === null)
      throw new Error(`the portal could not read ${at.id} before anything was broken`);
    this.record.known.push({ ...at, story: this.story });
    return { ...at, etag };
  }

  /** Reads a flow through the portal; the tag is empty when it can't be read. */
  async read(
    at: FlowAt,
    person = this.people[0],
  ): Promise<{ etag: string; flow: Record<string, unknown> | null }> {
    const answer = await orNull(person.client.call("GET", portalPath(at)), CLIENT_PATIENCE_MS);
    if (answer?.status !== 200) return { etag: "", flow: null };
    return { etag: answer.headers.etag ?? "", flow: flow.safeParse(answer.json).data ?? null };
  }

  /** A write that sets texts to values that nobody else uses. */
  update(at: FlowAt & { etag: string }, path = "/description", wanted: Wanted = {}): Write {
    return this.updateOf(at, (tag) => ({ [path]: `Text of ${tag}` }), wanted);
  }

  /** A write of given values, which others may use too. */
  updateOf(
    at: FlowAt & { etag: string },
    intentOf: (tag: string) => Record<string, unknown>,
    { person = this.person, key = randomUUID(), ifMatch = at.etag }: Wanted = {},
  ): Write {
    const tag = next("w");
    const intent = intentOf(tag);
    const body: Record<string, unknown> = {};
    for (const [path, value] of Object.entries(intent)) {
      if (path === "/webhooks")
        body.webhooks = [{ name: value, url: "https://example.com/hook", variables: [] }];
      else if (path.startsWith("/settings/")) body.settings = { [path.slice("/settings/".length)]: value };
      else body[path.slice(1)] = value;
    }
    const { workspace, kind, id } = at;
    const asked = { tag, story: this.story, person, workspace, kind, key, ifMatch, body, intent };
    return this.keep({ ...asked, verb: "update", flowId: id, startedAt: 0, windows: [], told: [] });
  }

  /** A create of a call flow. Without a name, it is one that nobody else uses. */
  create(name?: string, { person = this.person, key = randomUUID() }: Wanted = {}): Write {
    const tag = next("w");
    const wanted = { name: name ?? `Flow of ${tag}` };
    const body = { ...wanted, direction: "outbound", promptType: "simple" };
    const intent = Object.fromEntries(Object.entries(wanted).map(([field, value]) => [`/${field}`, value]));
    const { workspace } = this;
    const asked = { tag, story: this.story, person, workspace, key, body, intent };
    return this.keep({
      ...asked,
      kind: "call",
      verb: "create",
      flowId: null,
      ifMatch: null,
      startedAt: 0,
      windows: [],
      told: [],
    });
  }

  private keep(write: Write): Write {
    this.record.writes.push(write);
    return write;
  }

  /** Sends a write, and waits for what the client is told; null when there is no answer. */
  async send(write: Write): Promise<Told | null> {
    const { person, workspace, kind, flowId } = write;
    const headers = {
      "idempotency-key": write.key,
      "x-change-reason": write.tag,
      ...(write.ifMatch === null ? {} : { "if-match": write.ifMatch }),
    };
    const list = `/api/workspaces/${workspace.slug}/${segments[kind]}`;
    const window: Write["windows"][number] = { from: Date.now(), to: null };
    write.startedAt ||= window.from;
    write.windows.push(window);
    const sent = person.client.call(flowId ? "PATCH" : "POST", flowId ? `${list}/${flowId}` : list, {
      body: write.body,
      headers,
    });
    const answer = await orNull(sent, CLIENT_PATIENCE_MS);
    const one = answer && told(answer);
    if (one) window.to = one.at;
    write.told.push(one);
    return one;
  }

  /** The next write to a flow meets this rule at the upstream. */
  async break(at: FlowAt, rule: Record<string, unknown>): Promise<void> {
    this.expectLate(rule);
    const match = { method: "PUT", path: `/v1/api/${segments[at.kind]}/${at.id}` };
    await this.lane.sandbox.tell("POST", "/faults", { match, ...rule });
  }

  /** The next create in the story's workspace meets this rule at the upstream. */
  async breakCreate(rule: Record<string, unknown>): Promise<void> {
    this.expectLate(rule);
    const match = { method: "POST", path: "/v1/api/call-flows", workspaceId: this.workspace.upstreamId };
    await this.lane.sandbox.tell("POST", "/faults", { match, ...rule });
  }

  /** Somebody presses "look it up" at what nobody knows of a flow. */
  async lookUp({ workspace, id }: FlowAt): Promise<void> {
    const [{ client }] = this.people;
    for (const change of (await listOpenChanges(this.people[0], workspace)) ?? []) {
      if (change.state !== "unknown" || change.flowId !== id) continue;
      await orNull(
        client.call("POST", `/api/workspaces/${workspace.slug}/changes/${change.id}/resolve`),
        10_000,
      );
    }
  }

  private expectLate({ ms }: Record<string, unknown>): void {
    if (typeof ms === "number")
      this.record.lateUntil = Math.max(this.record.lateUntil, Date.now() + ms + 1_500);
  }

  /** An edit in the dashboard that is still to be made. */
  planEdit(at: FlowAt, path = "/name"): OutsideEdit & { patch: Record<string, unknown> } {
    const tag = next("o");
    const edit = { tag, story: this.story, flow: at, path };
    this.record.edits.push(edit);
    const value = `Text of ${tag}`;
    const inSettings = path.startsWith("/settings/");
    return {
      ...edit,
      patch: inSettings ? { settings: { [path.slice(10)]: value } } : { [path.slice(1)]: value },
    };
  }

  /** Waits until nothing that was asked for at a flow is in flight any more; not for ever. */
  async whenSettled({ workspace, id }: FlowAt): Promise<void> {
    const [someone] = this.people;
    const settled = async () => {
      const open = await pendingChanges(someone, workspace);
      return open !== null && !open.some(({ flowId }) => flowId === id);
    };
    await until(settled, { withinMs: 40_000, everyMs: 250 });
  }

  /** Somebody edits a flow in the dashboard now. */
  async edit(at: FlowAt, path?: string): Promise<void> {
    const { patch } = this.planEdit(at, path);
    await this.lane.sandbox.tell("PATCH", `/flows/${at.kind}/${at.id}`, patch);
  }
}
