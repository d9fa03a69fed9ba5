import "server-only";
import { z } from "zod";
import { recordRefusal } from "@/lib/bff/refusals";
import type { CallerContext } from "@/lib/bff/route";
import { NOT_FOUND } from "@/lib/bff/route";
import { FLOW_KINDS, flowKindLabel } from "@/lib/flows/model/flow";
import { leftOutSchema } from "@/lib/flows/replace/replacement-schema";
import { type BoundWorkspace, boundWorkspace, openWorkspaces } from "@/lib/identity/find-caller";
import { can } from "@/lib/identity/roles";
import { JOB_WORK, type SharedWork, workFaults } from "@/lib/jobs/job-work";
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

const listOf = <Item extends z.ZodType>(one: Item) =>
  z.array(one).min(1, "Name at least one flow").max(MOST_ITEMS, `may name at most ${MOST_ITEMS} flows`);

/** The body of a new job: what to do, and in which flows. */
export const newJob = z.discriminatedUnion("type", [
  JOB_WORK.patch_flows.extend({ items: listOf(item) }),
  JOB_WORK.replace_text.extend({ items: listOf(item.extend({ hits: leftOutSchema })) }),
]);

type SentJob = z.output<typeof newJob>;

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

/** Records that somebody may not change flows of a workspace, as for a single flow, and refuses. */
async function refuse(
  { requester }: CallerContext,
  { id, role }: BoundWorkspace,
  { kind, id: flowId }: SentJob["items"][number],
): Promise<never> {
  await recordRefusal({
    workspaceId: id,
    action: `${kind}.update`,
    outcome: "denied",
    why: `${kind}.update`,
    target: { type: kind, id: flowId, name: null },
    by: { ...requester, actor: { ...requester.actor, role } },
  });
  throw new Problem("not_allowed", `Your role here (${role}) does not have the permission ${kind}.update`, {
    isRecorded: true,
  });
}

/**
 * Returns the flows of a job with their workspaces, in which the caller may change such flows.
 * @throws Problem `not_found` for a workspace of others, `not_allowed`, or `invalid_body`
 */
export async function jobItems(
  context: CallerContext,
  sent: SentJob,
): Promise<{ items: NewItem[]; workspaces: BoundWorkspace[] }> {
  const open = new Set(openWorkspaces(context.caller, []).map(({ id }) => id));
  const workspaces = new Map<string, BoundWorkspace>();
  for (const one of sent.items) {
    const workspace = boundWorkspace(context.caller, one.workspace);
    if (!workspace || !open.has(workspace.id)) throw new Problem("not_found", NOT_FOUND);
    if (!can(workspace.role, `${one.kind}.update`)) await refuse(context, workspace, one);
    workspaces.set(one.workspace, workspace);
  }
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
