import "server-only";
import { randomUUID } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { z } from "zod";
import type { Transaction } from "@/lib/db/client";
import { jsonColumn } from "@/lib/db/json-column";
import { mailSettings } from "@/lib/mail/mail-settings";
import type { HappeningKind, Ways } from "./happenings";
import { type Reachable, readReachable } from "./rules";
import { afterQuiet, mailTime } from "./timing";

const column = jsonColumn("PersonNotice.detail", z.json());

/** Something that happened, for one person. */
export interface ForPerson {
  userId: string;
  /** The kinds under which they may learn of it: the first is the notice's, and each one's ways count. */
  kinds: readonly [HappeningKind, ...HappeningKind[]];
  /** By the table of kinds, of the first of them. */
  detail: unknown;
  /** Names what happened: a person gets one notice under it. */
  key: string;
  workspaceId: string | null;
}

function waysOf(person: Reachable, kinds: readonly HappeningKind[]): Ways {
  const all = kinds.map(person.ways);
  return {
    inbox: all.some(({ inbox }) => inbox),
    mail: all.some(({ mail }) => mail) && mailSettings() !== null,
    channels: all.some(({ channels }) => channels),
  };
}

/**
 * Leaves notices, and puts into the outbox what their people want by mail and in channels. A notice that is there already, under its
 * key, is left alone, so that this may be repeated after a crash.
 */
export async function leaveHappenings(tx: Transaction, happened: readonly ForPerson[]): Promise<void> {
  if (happened.length === 0) return;
  const people = await readReachable(
    tx,
    happened.map(({ userId }) => userId),
  );
  const wanted = happened.flatMap((one) => {
    const person = people.get(one.userId);
    const ways = person && waysOf(person, one.kinds);
    return ways && (ways.inbox || ways.mail || ways.channels) ? [{ ...one, id: uuidv7(), person, ways }] : [];
  });
  const left = await tx.personNotice.createManyAndReturn({
    data: wanted.map(({ id, userId, kinds: [kind], detail, key, workspaceId, ways }) => ({
      ...{ id, userId, kind, key, workspaceId, inInbox: ways.inbox },
      detail: column.write(z.json().parse(detail)),
    })),
    skipDuplicates: true,
    select: { id: true },
  });
  const isNew = new Set(left.map(({ id }) => id));
  await putDeliveries(
    tx,
    wanted.filter(({ id }) => isNew.has(id)),
  );
}

async function putDeliveries(
  tx: Transaction,
  notices: readonly { id: string; userId: string; person: Reachable; ways: Ways }[],
): Promise<void> {
  const inChannels = notices.filter(({ ways }) => ways.channels);
  const channels =
    inChannels.length === 0
      ? []
      : await tx.noticeChannel.findMany({
          // What a paused one misses is in the inbox.
          where: { userId: { in: inChannels.map(({ userId }) => userId) }, pausedAt: null },
          select: { id: true, userId: true },
        });
  const now = Date.now();
  const mails = notices
    .filter(({ ways }) => ways.mail)
    .map(({ id: noticeId, person: { timing, zone } }) => ({
      ...{ id: randomUUID(), noticeId, channelId: null },
      dueAt: new Date(mailTime(timing, zone, now)),
    }));
  const messages = inChannels.flatMap(({ id: noticeId, userId, person: { timing, zone } }) =>
    channels
      .filter((channel) => channel.userId === userId)
      .map((channel) => ({
        ...{ id: randomUUID(), noticeId, channelId: channel.id },
        dueAt: new Date(afterQuiet(timing, zone, now)),
      })),
  );
  if (mails.length + messages.length > 0)
    await tx.noticeDelivery.createMany({ data: [...mails, ...messages] });
}
