import "server-only";
import { z } from "zod";
import { recordRefusal } from "@/lib/bff/refusals";
import type { CallerContext } from "@/lib/bff/route";
import { NOT_FOUND } from "@/lib/bff/route";
import { FLOW_KINDS, type FlowKind, flowKindLabel } from "@/lib/flows/model/flow";
import { leftOutSchema } from "@/lib/flows/replace/replacement-schema";
import { CREATE_SCHEMAS } from "@/lib/flows/requests/create-schemas";
import { toFieldErrors } from "@/lib/flows/requests/schema-errors";
import { type BoundWorkspace, boundWorkspace, openWorkspaces } from "@/lib/identity/find-caller";
import { can } from "@/lib/identity/roles";
import { JOB_WORK, type SharedWork, workFaults } from "@/lib/jobs/job-work";
import type { NewFlow } from "@/lib/jobs/start-creates";
import type { NewItem } from "@/lib/jobs/start-job";
import { type FieldError, pointerBelow } from "@/lib/json/json-pointer";
import { invalidBody, Problem } from "@/lib/problems/problem";
import { UPSTREAM_ID } from "@/lib/text/ids";
import { isEntityTag } from "./flow-write";

/** So many flows a job may have: an hour of the usual request budget. */
export const MOST_ITEMS = 1000;
const LONGEST_TAG = 200;

const item = z.strictObject({
  workspace: z.string().max(100).describe("The workspace's slug or id."),
  kind: z.enum(FLOW_KINDS),
  id: z.string().regex(UPSTREAM_ID, "is not the id of a flow"),
  ifMatch: z
    .string()
    .max(LONGEST_TAG)
    .describe(
      "The ETag of the state that the work was made for. A flow in another state is left alone, and named.",
    ),
});

const listOf = <Item extends z.ZodType>(one: Item, most = MOST_ITEMS) =>
  z.array(one).min(1, "Name at least one flow").max(most, `may name at most ${most} flows`);

/** So many flows are made at once: nobody looks through more of them. */
const MOST_NEW_FLOWS = 200;

const newFlow = item.pick({ workspace: true, kind: true }).extend({
  flow: z.record(z.string(), z.unknown()).describe("As the body of the `POST` that makes such a flow."),
});

const newFlows = z.strictObject({
  type: JOB_WORK.create_flows.shape.type,
  items: listOf(newFlow, MOST_NEW_FLOWS),
  mayActivate: z
    .boolean()
    .default(false)
    .describe("Whether a new call flow may activate a waiting phone number of its agent."),
});

/** The body of a new job: what to do, and in which flows. */
export const newJob = z.discriminatedUnion("type", [
  JOB_WORK.patch_flows.extend({ items: listOf(item) }),
  JOB_WORK.replace_text.extend({ items: listOf(item.extend({ hits: leftOutSchema })) }),
  newFlows,
]);

type SentFlows = z.output<typeof newFlows>;
type SentJob = Exclude<z.output<typeof newJob>, SentFlows>;
type Verb = "create" | "update";

/** Returns what a job is to do, without where. */
export function workOf({ items: _, ...work }: SentJob): SharedWork {
  return work;
}

/** Returns the errors of a job that its schema can't see: work that a kind can't take, flows named twice, and tags. */
function faultsOf(sent: SentJob): FieldError[] {
  const faults = [...new Set(sent.items.map(({ kind }) => kind))].flatMap((kind) =>
    workFaults(workOf(sent), kind).map(({ path, message }) => ({
      path,
      message: sent.items.every((one) => one.kind === kind) ? message : `${flowKindLabel(kind)}: ${message}`,
    })),
  );
  const seen = new Set<string>();
  for (const [place, { workspace, kind, id, ifMatch }] of sent.items.entries()) {
    const at = (member: string) => pointerBelow(pointerBelow("/items", String(place)), member);
    const name = `${workspace} ${kind} ${id}`;
    if (seen.has(name)) faults.push({ path: at("id"), message: "This flow is named twice" });
    seen.add(name);
    if (!isEntityTag(ifMatch))
      faults.push({ path: at("ifMatch"), message: 'must be one ETag, in its quotes, such as "abc"' });
  }
  return faults;
}

/** Records that somebody may not change or make flows of a workspace, as for a single flow, and refuses. */
async function refuse(
  { requester }: CallerContext,
  { id, role }: BoundWorkspace,
  { kind, flowId, verb }: { kind: FlowKind; flowId: string | null; verb: Verb },
): Promise<never> {
  const permission = `${kind}.${verb}` as const;
  await recordRefusal({
    workspaceId: id,
    action: permission,
    outcome: "denied",
    why: permission,
    target: { type: kind, id: flowId, name: null },
    by: { ...requester, actor: { ...requester.actor, role } },
  });
  throw new Problem("not_allowed", `Your role here (${role}) does not have the permission ${permission}`, {
    isRecorded: true,
  });
}

/**
 * Returns the workspaces of a job's flows, by the words that name them.
 * @throws Problem `not_found` for a workspace of others, or `not_allowed`
 */
async function workspacesOf(
  context: CallerContext,
  items: readonly { workspace: string; kind: FlowKind; id?: string }[],
  verb: Verb,
): Promise<Map<string, BoundWorkspace>> {
  const open = new Set(openWorkspaces(context.caller, []).map(({ id }) => id));
  const workspaces = new Map<string, BoundWorkspace>();
  for (const { workspace: name, kind, id: flowId = null } of items) {
    const workspace = boundWorkspace(context.caller, name);
    if (!workspace || !open.has(workspace.id)) throw new Problem("not_found", NOT_FOUND);
    if (!can(workspace.role, `${kind}.${verb}`)) await refuse(context, workspace, { kind, flowId, verb });
    workspaces.set(name, workspace);
  }
  return workspaces;
}

/**
 * Returns the flows of a job with their workspaces, in which the caller may change such flows.
 * @throws Problem `not_found` for a workspace of others, `not_allowed`, or `invalid_body`
 */
export async function jobItems(
  context: CallerContext,
  sent: SentJob,
): Promise<{ items: NewItem[]; workspaces: BoundWorkspace[] }> {
  const workspaces = await workspacesOf(context, sent.items, "update");
  const faults = faultsOf(sent);
  if (faults.length > 0) throw invalidBody(faults);
  return {
    items: sent.items.flatMap(({ workspace, kind, id: flowId, ifMatch, ...more }) => {
      const known = workspaces.get(workspace);
      const leftOut = "hits" in more ? more.hits : null;
      return known ? [{ workspaceId: known.id, kind, flowId, ifMatch, leftOut }] : [];
    }),
    workspaces: [...new Set(workspaces.values())],
  };
}

const AGREE =
  "A waiting phone number of the agent may be activated when the flow is made: agree to that by mayActivate";

/** Returns the request for one new flow; the errors of one that can't be sent are added. */
function readNewFlow(
  { items, mayActivate }: SentFlows,
  place: number,
  faults: FieldError[],
): NewFlow["body"] | null {
  const { kind, flow } = items[place] ?? {};
  if (kind === undefined) return null;
  const at = pointerBelow(pointerBelow("/items", String(place)), "flow");
  const read = CREATE_SCHEMAS[kind].safeParse(flow);
  if (!read.success) {
    faults.push(...toFieldErrors(read.error).map(({ path, message }) => ({ path: `${at}${path}`, message })));
    return null;
  }
  if (kind === "call_flow" && read.data.agent && !mayActivate) {
    faults.push({ path: pointerBelow(at, "agent"), message: AGREE });
  }
  return read.data;
}

/**
 * Returns the flows that a job is to make, in workspaces in which the caller may make such flows.
 * @throws Problem as `jobItems`
 */
export async function jobNewFlows(
  context: CallerContext,
  sent: SentFlows,
): Promise<{ flows: NewFlow[]; workspaces: BoundWorkspace[] }> {
  const workspaces = await workspacesOf(context, sent.items, "create");
  const faults: FieldError[] = [];
  const flows = sent.items.flatMap(({ workspace, kind }, place) => {
    const known = workspaces.get(workspace);
    const body = readNewFlow(sent, place, faults);
    return known && body ? [{ workspaceId: known.id, kind, body }] : [];
  });
  if (faults.length > 0) throw invalidBody(faults);
  return { flows, workspaces: [...new Set(workspaces.values())] };
}
