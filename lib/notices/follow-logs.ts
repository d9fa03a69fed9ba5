import "server-only";
import { z } from "zod";
import type { EventContent } from "@/lib/audit/event-schemas";
import { readPayload } from "@/lib/audit/event-schemas";
import { FLOW_CHANGE_VERBS } from "@/lib/audit/search/last-changes";
import { database, type Transaction } from "@/lib/db/client";
import { queryRows } from "@/lib/db/query-rows";
import { FLOW_KINDS } from "@/lib/flows/model/flow";
import { HAPPENINGS, type HappeningKind, happeningsOf } from "./happenings";
import { type ForPerson, leaveHappenings } from "./leave-happenings";
import { rolesFor } from "./may-read";

/** The events that may make a notice, as a condition that needs no payload: most of a log is of no interest here. */
const ACTIONS = [
  "workspace.check",
  ...FLOW_KINDS.flatMap((kind) => FLOW_CHANGE_VERBS.map((verb) => `${kind}.${verb}`)),
];

/** Whole prompts can be in an event, so a round reads a few at a time. */
const MOST_EVENTS = 50;

const chainRow = z.object({ chain: z.string() });
const placeRow = z.object({ sequence: z.int(), head: z.int() });
const eventRow = z.object({ sequence: z.int(), payload: z.string() });

/** Returns the logs that have events of which no notices were made yet. */
async function behind(): Promise<string[]> {
  const rows = await queryRows(database(), "logs with news", chainRow)`
    SELECT c."chain" FROM "AuditChain" c LEFT JOIN "NoticeCursor" k ON k."chain" = c."chain"
    WHERE c."chain" <> 'portal' AND c."sequence" > COALESCE(k."sequence", 0)`;
  return rows.map(({ chain }) => chain);
}

/** @returns null where another replica reads this log now */
async function lockPlace(tx: Transaction, chain: string) {
  await tx.$executeRaw`
    INSERT INTO "NoticeCursor" ("chain", "sequence") VALUES (${chain}, 0) ON CONFLICT DO NOTHING`;
  const [place] = await queryRows(tx, "the place in a log", placeRow)`
    SELECT k."sequence", c."sequence" AS "head"
    FROM "NoticeCursor" k JOIN "AuditChain" c ON c."chain" = k."chain"
    WHERE k."chain" = ${chain} FOR NO KEY UPDATE OF k SKIP LOCKED`;
  return place ?? null;
}

/** A person who may learn of what happens in a workspace. */
interface Member {
  userId: string;
  role: string;
  /** The flows that they watch, as "kind id". */
  watches: ReadonlySet<string>;
}

async function membersOf(tx: Transaction, workspaceId: string): Promise<Member[]> {
  const bindings = await tx.binding.findMany({
    where: { workspaceId },
    select: { userId: true, role: true },
  });
  const watches = await tx.flowWatch.findMany({
    where: { workspaceId },
    select: { userId: true, kind: true, flowId: true },
  });
  return bindings.map(({ userId, role }) => ({
    userId,
    role,
    watches: new Set(
      watches.filter((watch) => watch.userId === userId).map(({ kind, flowId }) => `${kind} ${flowId}`),
    ),
  }));
}

function concerns({ role, watches }: Member, kind: HappeningKind, { target }: EventContent): boolean {
  if (!rolesFor(kind).includes(role)) return false;
  return HAPPENINGS[kind].whom === "members" || watches.has(`${target?.type} ${target?.id}`);
}

/** Returns the notices that an event makes. Nobody gets one of what they did themselves, unless nobody knows what became of it. */
function noticesOf(event: EventContent, members: readonly Member[]): ForPerson[] {
  // The demo's past is over: nobody has to look after it.
  if (event.request?.demo) return [];
  const happened = happeningsOf(event);
  return members.flatMap((member) => {
    const own = event.actor.id === member.userId;
    const [first, ...others] = happened.filter(
      ({ kind }) => concerns(member, kind, event) && (!own || kind === "change_unknown"),
    );
    if (!first) return [];
    return {
      userId: member.userId,
      kinds: [first.kind, ...others.map(({ kind }) => kind)],
      detail: first.detail,
      key: `event:${event.id}`,
      workspaceId: event.workspaceId,
    };
  });
}

/** @returns whether the log has more */
async function followLog(chain: string): Promise<boolean> {
  return await database().$transaction(async (tx) => {
    const place = await lockPlace(tx, chain);
    if (place === null || place.sequence >= place.head) return false;
    const rows = await queryRows(tx, "new events", eventRow)`
      SELECT "sequence", "payload" FROM "AuditEvent"
      WHERE "chain" = ${chain} AND "sequence" > ${place.sequence}::int AND "sequence" <= ${place.head}::int
        AND ("action" = ANY(${ACTIONS}::text[]) OR "outcome" = 'unknown')
      ORDER BY "sequence" LIMIT ${MOST_EVENTS}::int`;
    const last = rows.at(-1);
    const through = last && rows.length === MOST_EVENTS ? last.sequence : place.head;
    const members = rows.length > 0 ? await membersOf(tx, chain) : [];
    const events = rows.flatMap(({ payload }) => readPayload(payload) ?? []);
    await leaveHappenings(
      tx,
      events.flatMap((event) => noticesOf(event, members)),
    );
    await tx.noticeCursor.update({ where: { chain }, data: { sequence: through } });
    return through < place.head;
  });
}

/**
 * Makes the notices of all new events, log by log. Called every few seconds, on any number of replicas at once. An event's place in
 * its log is given under a lock of the log's end, so events appear in the order of their numbers, and none is passed by. The
 * cursor moves in the transaction that leaves the notices: after a crash they are made anew, or are there.
 */
export async function followLogs(): Promise<void> {
  for (const chain of await behind()) while (await followLog(chain));
}
