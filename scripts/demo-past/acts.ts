import { randomUUID } from "node:crypto";
import type { AuditActor, AuditRequest } from "@/lib/audit/event";
import { recordRefusal } from "@/lib/bff/refusals";
import { createFlow } from "@/lib/changes/create-flow";
import type { Answer } from "@/lib/changes/journal";
import { observe } from "@/lib/changes/observe-flow";
import { readScene } from "@/lib/changes/scene";
import { restoreFlow, updateFlow } from "@/lib/changes/update-flow";
import { database } from "@/lib/db/client";
import type { FlowKind } from "@/lib/flows/model/flow";
import { createCallFlowSchema, updateCallFlowSchema } from "@/lib/flows/requests/call-flow-requests";
import { createMessageFlowSchema, updateMessageFlowSchema } from "@/lib/flows/requests/message-flow-requests";
import type { Role } from "@/lib/identity/roles";
import { acceptDrift } from "@/lib/mirror/drift";
import { etagOf } from "@/lib/mirror/flow-state";
import { lastRevision } from "@/lib/mirror/revisions";
import { addBinding } from "@/lib/workspaces/bindings";
import { readingFor } from "@/lib/workspaces/connect";
import type { SandboxControl } from "./sandbox-control";

/** Somebody in a workspace, at one moment of the past. */
export interface Turn {
  workspaceId: string;
  actor: AuditActor & { id: string };
  origin: AuditRequest;
  control: SandboxControl;
  /** The workspace's flows that were found so far, by name. */
  flows: Map<string, FoundFlow>;
}

/** What somebody does. It throws where it comes to something else than the story says. */
export type Act = (turn: Turn) => Promise<void>;

type Fields = Record<string, unknown>;

interface FoundFlow {
  kind: FlowKind;
  id: string;
  name: string;
}

async function findFlow({ workspaceId, flows }: Turn, name: string): Promise<FoundFlow> {
  const known = flows.get(name);
  if (known) return known;
  const row = await database().flow.findFirst({ where: { workspaceId, name } });
  if (!row) throw new Error(`the demo has no flow "${name}"`);
  const found = { kind: row.kind, id: row.upstreamId, name };
  flows.set(name, found);
  return found;
}

/** Reads a flow from the upstream, as its page does. What was edited elsewhere becomes drift. */
async function openFlow({ workspaceId, actor, origin }: Turn, { kind, id }: FoundFlow) {
  const of = { workspaceId, kind, flowId: id, write: null, purpose: readingFor(actor) };
  return await observe(await readScene(of), origin);
}

function expectStatus({ status, body }: Answer, expected: number, what: string): void {
  if (status !== expected) throw new Error(`${what} came to ${status}: ${body.slice(0, 300)}`);
}

function changeOf({ workspaceId, actor, origin }: Turn, { kind, id }: FoundFlow, reason: string | null) {
  const idempotencyKey = randomUUID();
  return { workspaceId, kind, flowId: id, actor, request: origin, idempotencyKey, reason };
}

function parsePatch(kind: FlowKind, fields: Fields) {
  return (kind === "call_flow" ? updateCallFlowSchema : updateMessageFlowSchema).parse(fields);
}

/** The state of a flow that the person has in front of them: the last one stored, or one that is read for it. */
async function shownState(turn: Turn, flow: FoundFlow) {
  return (await lastRevision(turn.workspaceId, flow.kind, flow.id)) ?? (await openFlow(turn, flow));
}

type ShownState = Pick<Awaited<ReturnType<typeof shownState>>, "contentHash">;

/** Saves an edit that was made in the state of a flow. */
async function save(turn: Turn, flow: FoundFlow, shown: ShownState, fields: Fields, reason: string | null) {
  const change = { ...changeOf(turn, flow, reason), ifMatch: [etagOf(shown.contentHash)] };
  return (await updateFlow({ ...change, patch: parsePatch(flow.kind, fields) })).answer;
}

async function editNewest(turn: Turn, name: string, fields: Fields, reason: string | null): Promise<Answer> {
  const flow = await findFlow(turn, name);
  return await save(turn, flow, await shownState(turn, flow), fields, reason);
}

/** Changes fields of a flow. */
export function edit(name: string, fields: Fields, reason: string | null = null): Act {
  return async (turn) =>
    expectStatus(await editNewest(turn, name, fields, reason), 200, `an edit of ${name}`);
}

/** Replaces passages of a flow's prompt: each is a text of it, and what comes instead. */
export function rewrite(name: string, passages: [string, string][], reason: string | null = null): Act {
  return async (turn) => {
    const flow = await findFlow(turn, name);
    const shown = await shownState(turn, flow);
    let prompt = shown.stored.prompt ?? "";
    for (const [old, next] of passages) {
      if (!prompt.includes(old)) throw new Error(`the prompt of ${name} does not have "${old}"`);
      prompt = prompt.replace(old, () => next);
    }
    expectStatus(await save(turn, flow, shown, { prompt }, reason), 200, `an edit of ${name}`);
  };
}

/** Switches several flows at once: as many changes, which share a correlation id. */
export function switchFlows(names: string[], isActive: boolean, reason: string): Act {
  return async (turn) => {
    for (const name of names) {
      const origin = { ...turn.origin, id: randomUUID(), correlationId: turn.origin.id };
      await edit(name, { isActive }, reason)({ ...turn, origin });
    }
  };
}

/** Saves a flow from the state before its newest one, which is refused. */
export function saveTooLate(name: string, fields: Fields, reason: string): Act {
  return async (turn) => {
    const flow = await findFlow(turn, name);
    const { number } = (await lastRevision(turn.workspaceId, flow.kind, flow.id)) ?? { number: 0 };
    const { workspaceId } = turn;
    const old = await database().revision.findFirstOrThrow({
      where: { number: number - 1, flow: { workspaceId, kind: flow.kind, upstreamId: flow.id } },
    });
    expectStatus(await save(turn, flow, old, fields, reason), 412, `a late edit of ${name}`);
  };
}

/** Saves what the upstream refuses. */
export function saveRefused(name: string, fields: Fields, refusal: { message: string; reason: string }): Act {
  return async (turn) => {
    const { id } = await findFlow(turn, name);
    await turn.control.refuseNextUpdate(id, refusal.message);
    expectStatus(await editNewest(turn, name, fields, refusal.reason), 422, `a refused edit of ${name}`);
  };
}

/** Attempts to change a flow without the permission to. */
export function attemptDenied(name: string): Act {
  return async (turn) => {
    const { kind, id } = await findFlow(turn, name);
    await recordRefusal({
      workspaceId: turn.workspaceId,
      action: `${kind}.update`,
      outcome: "denied",
      why: `${kind}.update`,
      target: { type: kind, id, name: null },
      by: { actor: turn.actor, request: turn.origin },
    });
  };
}

/** Brings a flow back to a revision: the one with that number, or that many before the newest where it is negative. */
export function restore(name: string, which: number, reason: string): Act {
  return async (turn) => {
    const flow = await findFlow(turn, name);
    const newest = await lastRevision(turn.workspaceId, flow.kind, flow.id);
    if (!newest) throw new Error(`${name} has no history`);
    const revision = which < 0 ? newest.number + which : which;
    const change = changeOf(turn, flow, reason);
    const { answer } = await restoreFlow({ ...change, ifMatch: [etagOf(newest.contentHash)], revision });
    expectStatus(answer, 200, `the restore of ${name}`);
  };
}

/** Opens a flow. Its first state becomes the beginning of its history; what was edited elsewhere since becomes drift. */
export function open(name: string): Act {
  return async (turn) => void (await openFlow(turn, await findFlow(turn, name)));
}

/** Agrees to the newest state of a flow. */
export function accept(name: string): Act {
  return async (turn) => {
    const { kind, id } = await findFlow(turn, name);
    const { number } = (await lastRevision(turn.workspaceId, kind, id)) ?? { number: 0 };
    const { workspaceId, actor, origin } = turn;
    const by = { actor, request: origin };
    const { outcome } = await acceptDrift({ workspaceId, kind, upstreamId: id, revision: number, ...by });
    if (outcome !== "accepted") throw new Error(`the acceptance of ${name} came to ${outcome}`);
  };
}

/** Somebody outside edits a flow in the vendor's dashboard: stored fields, as the sandbox's README says. */
export function editOutside(name: string, fields: Fields): Act {
  return async (turn) => {
    const { kind, id } = await findFlow(turn, name);
    await turn.control.editFlow(kind === "call_flow" ? "call" : "message", id, fields);
  };
}

/**
 * Makes a flow.
 * @param like the flow whose agent it gets
 */
export function create(kind: FlowKind, like: string, fields: Fields, reason: string): Act {
  return async (turn) => {
    const { workspaceId, actor, origin } = turn;
    const { agent } = await database().flow.findFirstOrThrow({ where: { workspaceId, name: like } });
    const schema = kind === "call_flow" ? createCallFlowSchema : createMessageFlowSchema;
    const body = schema.parse({ ...fields, agent });
    const change = { workspaceId, kind, actor, request: origin, idempotencyKey: randomUUID(), reason };
    const { answer } = await createFlow({ ...change, body });
    expectStatus(answer, 201, `a new ${kind}`);
  };
}

/** Makes somebody a member. */
export function addMember(email: string, role: Role): Act {
  return async ({ workspaceId, actor, origin }) => {
    const outcome = await addBinding(workspaceId, email, role, { actor, request: origin });
    if (outcome !== "done") throw new Error(`adding ${email} came to ${outcome}`);
  };
}
