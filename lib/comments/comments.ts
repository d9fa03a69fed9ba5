import "server-only";
import { v7 as uuidv7 } from "uuid";
import { isAboutFlow } from "@/lib/audit/about-flows";
import type { ActedBy } from "@/lib/audit/event";
import { readAuditEvent } from "@/lib/audit/event-view";
import { recordEvent } from "@/lib/audit/record-event";
import { database, type Transaction } from "@/lib/db/client";
import type { EventComment } from "@/lib/db/generated/client";
import { jsonColumn } from "@/lib/db/json-column";
import { can } from "@/lib/identity/roles";
import { leaveHappenings } from "@/lib/notices/leave-happenings";
import { Problem } from "@/lib/problems/problem";
import { withoutDisguise } from "@/lib/text/readable";
import {
  type CommentPart,
  type Mentionable,
  mentionedIn,
  mentionOf,
  partsOf,
  readableParts,
  type StoredPart,
  storedParts,
} from "./comment-parts";

/** A comment as its readers get it. */
export interface CommentView {
  id: string;
  eventId: string;
  author: { id: string; name: string };
  at: string;
  editedAt: string | null;
  /** Whether the reader wrote it: nobody else may change or remove it. */
  isOwn: boolean;
  parts: CommentPart[];
  /** What one would type for it. */
  typed: string;
}

/** The comments of an event, and who can be mentioned: what to type for each. */
export interface EventComments {
  items: CommentView[];
  people: { name: string; mention: string }[];
}

/** Somebody who reads or writes comments in a workspace. */
export interface Commenter {
  workspaceId: string;
  user: { id: string };
  /** Whether they see events about flows only. */
  flowEventsOnly: boolean;
}

const column = jsonColumn("EventComment.parts", storedParts);

/** @throws Problem `not_found` for an event that the person may not read */
async function requireEvent({ workspaceId, flowEventsOnly }: Commenter, eventId: string) {
  const event = await readAuditEvent(workspaceId, eventId, flowEventsOnly);
  if (!event) throw new Problem("not_found", "There is no such event");
  return event;
}

/** Those who may read an event: only they can be mentioned. */
async function readersOf(
  tx: Transaction,
  workspaceId: string,
  event: { target: { type: string } | null },
): Promise<Mentionable[]> {
  const needed = event.target && isAboutFlow(event.target.type) ? "audit.read_flows" : "audit.read_all";
  const rows = await tx.binding.findMany({
    where: { workspaceId, user: { disabledAt: null } },
    select: { role: true, user: { select: { id: true, name: true, email: true } } },
  });
  return rows
    .filter(({ role }) => can(role, needed))
    .map(({ user }) => user)
    .sort((one, other) => one.name.localeCompare(other.name, "en"));
}

async function namesFor(tx: Transaction, rows: readonly Named[]): Promise<Map<string, string>> {
  const ids = rows.flatMap(({ authorId, content }) => [authorId, ...mentionedIn(content)]);
  const people = await tx.user.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, name: true },
  });
  return new Map(people.map(({ id, name }) => [id, withoutDisguise(name)]));
}

type Named = EventComment & { content: StoredPart[] };

function typedForm(
  content: readonly StoredPart[],
  people: readonly Mentionable[],
  names: Map<string, string>,
) {
  return content
    .map((part) => {
      if ("text" in part) return part.text;
      const person = people.find(({ id }) => id === part.mention);
      return person ? mentionOf(person, people) : `@${names.get(part.mention) ?? "somebody"}`;
    })
    .join("");
}

async function viewsOf(
  tx: Transaction,
  rows: readonly EventComment[],
  readerId: string,
  people: readonly Mentionable[],
): Promise<CommentView[]> {
  const read = rows.map((row) => ({ ...row, content: column.read(row.parts) }));
  const names = await namesFor(tx, read);
  return read.map(({ id, eventId, authorId, createdAt, editedAt, content }) => ({
    ...{ id, eventId },
    author: { id: authorId, name: names.get(authorId) ?? "somebody" },
    at: createdAt.toISOString(),
    editedAt: editedAt?.toISOString() ?? null,
    isOwn: authorId === readerId,
    parts: readableParts(content, names),
    typed: typedForm(content, people, names),
  }));
}

/** An event may have so many; they are all shown. */
const MOST_COMMENTS = 200;

/**
 * Returns the comments of an event, the oldest first.
 * @throws Problem `not_found` for an event that the person may not read
 */
export async function listComments(reader: Commenter, eventId: string): Promise<EventComments> {
  const event = await requireEvent(reader, eventId);
  const { workspaceId, user } = reader;
  const rows = await database().eventComment.findMany({
    where: { workspaceId, eventId },
    orderBy: { id: "asc" },
    take: MOST_COMMENTS,
  });
  const people = await readersOf(database(), workspaceId, event);
  return {
    items: await viewsOf(database(), rows, user.id, people),
    people: people
      .filter(({ id }) => id !== user.id)
      .map((person) => ({ name: withoutDisguise(person.name), mention: mentionOf(person, people) })),
  };
}

/** Says it to those who are mentioned, and to nobody twice. */
async function leaveMentions(
  tx: Transaction,
  { id: commentId, workspaceId, eventId, authorId: by }: EventComment,
  content: readonly StoredPart[],
): Promise<void> {
  await leaveHappenings(
    tx,
    mentionedIn(content)
      .filter((userId) => userId !== by)
      .map((userId) => ({
        ...{ userId, workspaceId, kinds: ["mention"] as const },
        detail: { by, eventId, commentId },
        key: `comment:${commentId}`,
      })),
  );
}

type CommentAction = "comment.add" | "comment.change" | "comment.remove";

/** What was said stays beside the log: an event says only that something was. */
async function recordComment(tx: Transaction, action: CommentAction, row: EventComment, by: ActedBy) {
  await recordEvent(tx, {
    workspaceId: row.workspaceId,
    ...by,
    action,
    outcome: "succeeded",
    target: { type: "comment", id: row.id, name: null },
    detail: { event: row.eventId },
  });
}

/**
 * Writes a comment on an event, and leaves a notice for everybody whom it mentions.
 * @throws Problem `not_found` for an event that the person may not read; `conflict` for one comment too many
 */
export async function addComment(
  writer: Commenter,
  eventId: string,
  typed: string,
  by: ActedBy,
): Promise<CommentView> {
  const event = await requireEvent(writer, eventId);
  const { workspaceId, user } = writer;
  return await database().$transaction(async (tx) => {
    if ((await tx.eventComment.count({ where: { workspaceId, eventId } })) >= MOST_COMMENTS)
      throw new Problem("conflict", `There are ${MOST_COMMENTS} comments already; remove one of yours first`);
    const people = await readersOf(tx, workspaceId, event);
    const content = partsOf(typed, people);
    const row = await tx.eventComment.create({
      data: { id: uuidv7(), workspaceId, eventId, authorId: user.id, parts: column.write(content) },
    });
    await leaveMentions(tx, row, content);
    await recordComment(tx, "comment.add", row, by);
    return await viewOf(tx, row, user.id, people);
  });
}

async function viewOf(
  tx: Transaction,
  row: EventComment,
  readerId: string,
  people: readonly Mentionable[],
): Promise<CommentView> {
  const [view] = await viewsOf(tx, [row], readerId, people);
  if (!view) throw new Error("a comment has no view");
  return view;
}

/** @throws Problem `not_found`, also for a comment of somebody else, or on an event that its author may not read any more */
async function ownComment(writer: Commenter, id: string) {
  const { workspaceId, user } = writer;
  const row = await database().eventComment.findFirst({ where: { id, workspaceId, authorId: user.id } });
  if (!row) throw new Problem("not_found", "You have no such comment here");
  return { row, event: await requireEvent(writer, row.eventId) };
}

/**
 * Changes a person's own comment. Whoever is mentioned for the first time gets a notice.
 * @throws Problem `not_found`, also for a comment of somebody else
 */
export async function changeComment(
  writer: Commenter,
  id: string,
  typed: string,
  by: ActedBy,
): Promise<CommentView> {
  const { event } = await ownComment(writer, id);
  return await database().$transaction(async (tx) => {
    const people = await readersOf(tx, writer.workspaceId, event);
    const content = partsOf(typed, people);
    const row = await tx.eventComment.update({
      where: { id },
      data: { parts: column.write(content), editedAt: new Date() },
    });
    await leaveMentions(tx, row, content);
    await recordComment(tx, "comment.change", row, by);
    return await viewOf(tx, row, writer.user.id, people);
  });
}

/**
 * Removes a person's own comment, with the notices of it.
 * @throws Problem `not_found`, also for a comment of somebody else
 */
export async function removeComment(writer: Commenter, id: string, by: ActedBy): Promise<void> {
  const { row } = await ownComment(writer, id);
  await database().$transaction(async (tx) => {
    await tx.eventComment.deleteMany({ where: { id } });
    await tx.personNotice.deleteMany({ where: { workspaceId: row.workspaceId, key: `comment:${id}` } });
    await recordComment(tx, "comment.remove", row, by);
  });
}
