import "server-only";
import { z } from "zod";
import { UUID } from "@/lib/text/ids";
import { mustBeWhole, type Operation, readPatch } from "./patch";
import { scimProblem } from "./scim-problem";

/**
 * What a patch makes of a group's members. It says nothing of the others, so that a group of thousands need not be read to add one of them.
 */
export interface MembersPatch {
  /** Whether all who are not among `added` leave. */
  isWhole: boolean;
  added: Set<string>;
  removed: Set<string>;
}

/** What a patch makes of a group. What it says nothing of is undefined. */
export interface GroupPatch {
  displayName?: unknown;
  externalId?: unknown;
  members: MembersPatch;
}

const listed = z.array(z.object({ value: z.string().toLowerCase() }));
const people = z.array(z.object({ value: z.uuid().toLowerCase() }));

/** The people whom an operation names in its value. @throws Problem with `invalidValue` */
function named(schema: typeof people | typeof listed, value: unknown): string[] {
  const items = schema.safeParse(value);
  if (items.success) return items.data.map((item) => item.value);
  throw scimProblem("invalidValue", "members: must be a list of people's ids, each as its value");
}

/** The one person whom an operation's filter names. @throws Problem with `invalidPath` for another filter */
function filtered({ where }: Operation): string {
  const ids = where.filter(({ path }) => path === "members.value");
  const others = where.filter(({ path, value }) => path !== "members.value" && !isUser(path, value));
  const [id] = ids;
  if (ids.length !== 1 || others.length > 0 || typeof id?.value !== "string")
    throw scimProblem("invalidPath", 'Members are found by their ids alone: members[value eq "…"]');
  return id.value.toLowerCase();
}

const isUser = (path: string, value: unknown) =>
  path === "members.type" && String(value).toLowerCase() === "user";

function remove(members: MembersPatch, operation: Operation): void {
  const { where, value } = operation;
  if (where.length === 0 && value === undefined) {
    members.isWhole = true;
    members.added.clear();
    members.removed.clear();
    return;
  }
  for (const id of where.length > 0 ? [filtered(operation)] : named(listed, value)) {
    members.added.delete(id);
    // Who can't be a member is none.
    if (UUID.test(id)) members.removed.add(id);
  }
}

function add(members: MembersPatch, operation: Operation): void {
  const { op, where, value } = operation;
  if (where.length > 0) {
    // What is known of a member is the id alone, so there is nothing to change in one.
    filtered(operation);
    return;
  }
  const ids = named(people, value ?? []);
  if (op === "replace") {
    members.isWhole = true;
    members.added.clear();
    members.removed.clear();
  }
  for (const id of ids) {
    members.removed.delete(id);
    members.added.add(id);
  }
}

/**
 * Reads what a patch makes of a group.
 * @throws Problem in the words of the standard
 */
export function readGroupPatch(body: unknown): GroupPatch {
  const members: MembersPatch = { isWhole: false, added: new Set(), removed: new Set() };
  const others: Record<string, unknown> = {};
  for (const operation of readPatch("Group", body)) {
    const { attribute, op, part, value } = operation;
    if (attribute !== "members" || part !== null) mustBeWhole(operation);
    if (attribute !== "members") others[attribute] = op === "remove" ? null : (value ?? null);
    else if (op === "remove") remove(members, operation);
    else add(members, operation);
  }
  return { ...others, members };
}
