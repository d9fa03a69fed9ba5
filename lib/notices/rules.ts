import "server-only";
import type { ActedBy } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database, type Transaction } from "@/lib/db/client";
import { keysOf } from "@/lib/json/json-value";
import { HAPPENING_KINDS, HAPPENINGS, type HappeningKind, type Ways } from "./happenings";
import { ALWAYS, afterQuiet, DIGESTS, mailTime, type Timing, zoneOf } from "./timing";

/** One rule of a person, as pages and the API show it. */
export interface NoticeRule extends Ways {
  happening: HappeningKind;
  label: string;
  help: string;
}

/** Everything that a person chose about notices. */
export interface NoticeRules {
  rules: NoticeRule[];
  timing: Timing;
}

/** How one person wants to learn of things: what `leaveHappenings` needs. */
export interface Reachable {
  id: string;
  zone: string;
  timing: Timing;
  ways: (kind: HappeningKind) => Ways;
}

interface StoredTiming {
  digest: string;
  quietFrom: number | null;
  quietUntil: number | null;
}

function timingOf(row: StoredTiming | null): Timing {
  if (row === null) return ALWAYS;
  const { quietFrom: from, quietUntil: until } = row;
  return {
    // One of a later version is as good as none.
    digest: keysOf(DIGESTS).find((name) => name === row.digest) ?? ALWAYS.digest,
    quiet: from === null || until === null ? null : { from, until },
  };
}

/** Reads how some people want to learn of things. Those who can't sign in are left out. */
export async function readReachable(
  tx: Transaction,
  ids: readonly string[],
): Promise<Map<string, Reachable>> {
  const people = await tx.user.findMany({
    where: { id: { in: [...new Set(ids)] }, disabledAt: null },
    select: { id: true, timeZone: true, noticeRules: true, noticeTiming: true },
  });
  return new Map(
    people.map(({ id, timeZone, noticeRules, noticeTiming }) => [
      id,
      {
        id,
        zone: zoneOf(timeZone),
        timing: timingOf(noticeTiming),
        ways: (kind) => noticeRules.find(({ happening }) => happening === kind) ?? HAPPENINGS[kind].standard,
      },
    ]),
  );
}

/** Returns a person's rules, in the order of the table. */
export async function readNoticeRules(userId: string): Promise<NoticeRules> {
  const [chosen, timing] = await Promise.all([
    database().noticeRule.findMany({ where: { userId } }),
    database().noticeTiming.findUnique({ where: { userId } }),
  ]);
  const rules = HAPPENING_KINDS.map((happening) => {
    const { label, help, standard } = HAPPENINGS[happening];
    const { inbox, mail, channels } = chosen.find((row) => row.happening === happening) ?? standard;
    return { happening, label, help, inbox, mail, channels };
  });
  return { rules, timing: timingOf(timing) };
}

/** What of a person's rules is to be changed; what is left out stays. */
export interface RuleChanges {
  rules?: (Ways & { happening: HappeningKind })[] | undefined;
  timing?: Timing | undefined;
}

/** What waits already is to leave as the new hours say. */
async function moveWaiting(tx: Transaction, userId: string): Promise<void> {
  const person = (await readReachable(tx, [userId])).get(userId);
  if (!person) return;
  const now = Date.now();
  const waiting = { notice: { userId }, attempts: 0 };
  await tx.noticeDelivery.updateMany({
    where: { ...waiting, channelId: null, mailId: null },
    data: { dueAt: new Date(mailTime(person.timing, person.zone, now)) },
  });
  await tx.noticeDelivery.updateMany({
    where: { ...waiting, channelId: { not: null } },
    data: { dueAt: new Date(afterQuiet(person.timing, person.zone, now)) },
  });
}

/** Changes how a person learns of things, and records it. */
export async function changeNoticeRules(
  user: { id: string; name: string },
  { rules = [], timing }: RuleChanges,
  by: ActedBy,
): Promise<void> {
  const userId = user.id;
  await database().$transaction(async (tx) => {
    for (const { happening, inbox, mail, channels } of rules) {
      const data = { inbox, mail, channels };
      await tx.noticeRule.upsert({
        where: { userId_happening: { userId, happening } },
        create: { userId, happening, ...data },
        update: data,
      });
    }
    if (timing) {
      const { digest, quiet } = timing;
      const data = { digest, quietFrom: quiet?.from ?? null, quietUntil: quiet?.until ?? null };
      await tx.noticeTiming.upsert({ where: { userId }, create: { userId, ...data }, update: data });
      await moveWaiting(tx, userId);
    }
    await recordEvent(tx, {
      workspaceId: null,
      ...by,
      action: "notice_rules.change",
      outcome: "succeeded",
      target: { type: "user", id: userId, name: user.name },
    });
  });
}
