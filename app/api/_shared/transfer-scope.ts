import "server-only";
import { z } from "zod";
import { recordRefusal } from "@/lib/bff/refusals";
import { type CallerContext, NOT_FOUND } from "@/lib/bff/route";
import { FLOW_KINDS } from "@/lib/flows/model/flow";
import { transferChoices } from "@/lib/flows/transfer/transfer-choices";
import { type BoundWorkspace, boundWorkspace, openWorkspaces } from "@/lib/identity/find-caller";
import { can, type Permission } from "@/lib/identity/roles";
import { type FieldError, jsonPointer } from "@/lib/json/json-pointer";
import { invalidBody, Problem } from "@/lib/problems/problem";
import { UPSTREAM_ID } from "@/lib/text/ids";
import type { TransferScope } from "@/lib/transfers/plan-transfer";

/** So many flows go to so many workspaces at once. */
export const MOST_SOURCES = 50;
const MOST_TARGETS = 50;

const workspace = z.string().max(100).describe("The workspace's slug or id.");
const flow = z.string().regex(UPSTREAM_ID, "is not the id of a flow");

const listOf = <Item extends z.ZodType>(one: Item, most: number, noun: string) =>
  z.array(one).min(1, `Name at least one ${noun}`).max(most, `may name at most ${most} ${noun}s`);

/** What a transfer is: flows, workspaces, and choices. */
export const transferShape = {
  sources: listOf(
    z.strictObject({
      workspace,
      kind: z.enum(FLOW_KINDS),
      id: flow,
      back: z
        .strictObject({ to: z.int().min(1), from: z.int().min(1) })
        .optional()
        .describe(
          "Puts the flow itself back, in its own workspace: to this version, and only what has changed since then up to version `from`. What others have changed later stays.",
        ),
    }),
    MOST_SOURCES,
    "flow",
  ),
  targets: listOf(
    z.strictObject({
      workspace,
      flow: flow.optional().describe("The flow to update there, where there is one source."),
    }),
    MOST_TARGETS,
    "workspace",
  ),
  choices: transferChoices.prefault({}),
};

const sentTransfer = z.strictObject(transferShape);
type SentTransfer = z.output<typeof sentTransfer>;

/** Returns the errors that the schema can't see: the same flow or workspace twice, and flows to update that nobody can tell apart. */
function faultsOf({ sources, targets, choices }: SentTransfer): FieldError[] {
  const faults: FieldError[] = [];
  const seen = new Set<string>();
  for (const [place, one] of sources.entries()) {
    const name = `${one.workspace} ${one.kind} ${one.id}`;
    if (seen.has(name))
      faults.push({ path: jsonPointer(["sources", place, "id"]), message: "This flow is named twice" });
    seen.add(name);
  }
  for (const [place, one] of targets.entries()) {
    const path = jsonPointer(["targets", place, "workspace"]);
    if (seen.has(one.workspace)) faults.push({ path, message: "This workspace is named twice" });
    seen.add(one.workspace);
    if (one.flow !== undefined && sources.length > 1) {
      const message = "Only one source can go into a named flow: say it for each in choices.items";
      faults.push({ path: jsonPointer(["targets", place, "flow"]), message });
    }
  }
  for (const [place, { source, target }] of choices.items.entries()) {
    if (source < sources.length && target < targets.length) continue;
    faults.push({ path: jsonPointer(["choices", "items", place]), message: "There is no such item" });
  }
  return faults;
}

/** Records that somebody lacks a permission in a workspace, and refuses. */
async function refuse(
  { requester }: CallerContext,
  { id, role }: BoundWorkspace,
  missing: Permission,
): Promise<never> {
  await recordRefusal({
    workspaceId: id,
    action: "transfer.apply",
    outcome: "denied",
    why: missing,
    target: { type: "transfer", id: null, name: null },
    by: { ...requester, actor: { ...requester.actor, role } },
  });
  throw new Problem("not_allowed", `Your role here (${role}) does not have the permission ${missing}`, {
    isRecorded: true,
  });
}

/**
 * Returns the scope of a transfer: flows that the caller may read, and workspaces in which they may create and update such flows.
 * @param records whether somebody who may not is named in the log
 * @throws Problem `not_found` for a workspace of others, `not_allowed`, or `invalid_body`
 */
export async function transferScope(
  context: CallerContext,
  sent: SentTransfer,
  records: boolean,
): Promise<TransferScope> {
  const open = new Set(openWorkspaces(context.caller, []).map(({ id }) => id));
  const find = async (name: string, permissions: Permission[]): Promise<BoundWorkspace> => {
    const found = boundWorkspace(context.caller, name);
    if (!found || !open.has(found.id)) throw new Problem("not_found", NOT_FOUND);
    const missing = permissions.find((permission) => !can(found.role, permission));
    if (missing === undefined) return found;
    if (records) return await refuse(context, found, missing);
    throw new Problem(
      "not_allowed",
      `Your role here (${found.role}) does not have the permission ${missing}`,
    );
  };
  const kinds = [...new Set(sent.sources.map(({ kind }) => kind))];
  const sources = [];
  for (const { workspace: name, kind, id, back = null } of sent.sources) {
    sources.push({ workspace: await find(name, [`${kind}.read`]), kind, id, back });
  }
  const targets = [];
  for (const { workspace: name, flow: named } of sent.targets) {
    const permissions = kinds.flatMap((kind): Permission[] => [`${kind}.create`, `${kind}.update`]);
    targets.push({ workspace: await find(name, permissions), flow: named ?? null });
  }
  const faults = faultsOf(sent);
  if (faults.length > 0) throw invalidBody(faults);
  return { sources, targets, choices: sent.choices };
}
