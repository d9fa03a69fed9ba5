import "server-only";
import { v7 as uuidv7 } from "uuid";
import { z } from "zod";
import { checkReceiver } from "@/lib/audit/delivery/receiver-address";
import { newWebhookSecret } from "@/lib/audit/delivery/signed-message";
import type { ActedBy } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database, type Transaction } from "@/lib/db/client";
import type { NoticeChannel } from "@/lib/db/generated/client";
import { invalidBody, Problem } from "@/lib/problems/problem";
import { channelSecretBinding, channelUrlBinding, seal, unseal, VaultError } from "@/lib/vault/vault";
import { FORMAT_NAMES, FORMATS, type FormatName, templateFault } from "./channel-formats";

/** A channel as its person sees it. Of its address only the host: whoever has the rest can write there. */
export interface ChannelView {
  id: string;
  name: string;
  format: FormatName;
  /** Null for the format's own. */
  template: string | null;
  host: string;
  createdAt: string;
  pausedAt: string | null;
  lastDeliveredAt: string | null;
  lastFailedAt: string | null;
  lastError: string | null;
  /** Notices that are on their way. */
  waiting: number;
  /** Notices that were given up. */
  undelivered: number;
}

/** A person, and the actor of what they do. */
export interface ChannelOwner {
  userId: string;
  by: ActedBy;
}

const iso = (time: Date | null) => time?.toISOString() ?? null;
const format = z.enum(FORMAT_NAMES);

function viewOf({ _count, ...row }: NoticeChannel & { _count: { deliveries: number } }): ChannelView {
  const { id, name, template, host, lastError, undelivered } = row;
  return {
    ...{ id, name, template, host, lastError, undelivered },
    // Of a later version's format, the most common one.
    format: format.catch("json").parse(row.format),
    createdAt: row.createdAt.toISOString(),
    pausedAt: iso(row.pausedAt),
    lastDeliveredAt: iso(row.lastDeliveredAt),
    lastFailedAt: iso(row.lastFailedAt),
    waiting: _count.deliveries,
  };
}

const WITH_COUNT = { _count: { select: { deliveries: true } } } as const;

/** A person's channels, by name. */
export async function listChannels(userId: string): Promise<ChannelView[]> {
  const rows = await database().noticeChannel.findMany({
    where: { userId },
    include: WITH_COUNT,
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  return rows.map(viewOf);
}

/** @throws Problem `not_found`, also for a channel of somebody else */
export async function readChannel(userId: string, id: string): Promise<ChannelView> {
  const row = await database().noticeChannel.findFirst({ where: { id, userId }, include: WITH_COUNT });
  if (!row) throw new Problem("not_found", "You have no such channel");
  return viewOf(row);
}

/** @throws Problem `not_found`, also for a channel of somebody else */
async function ownChannel(tx: Transaction, userId: string, id: string): Promise<NoticeChannel> {
  await tx.$queryRaw`SELECT "id" FROM "NoticeChannel" WHERE "id" = ${id}::uuid FOR NO KEY UPDATE`;
  const row = await tx.noticeChannel.findFirst({ where: { id, userId } });
  if (!row) throw new Problem("not_found", "You have no such channel");
  return row;
}

/** A channel as events name it: by its host alone. */
export function channelTarget({ id, host }: Pick<NoticeChannel, "id" | "host">) {
  return { type: "notice_channel" as const, id, name: host };
}

function refuseTemplate(name: FormatName, template: string | null): void {
  const fault = template === null ? null : templateFault(name, template);
  if (fault) throw invalidBody([{ path: "/template", message: fault }]);
}

const MOST_CHANNELS = 10;

/** A channel as a person makes it. */
export interface NewChannel {
  name: string;
  format: FormatName;
  url: string;
  template: string | null;
}

/**
 * Adds a channel to which a person's notices are sent.
 * @returns its id, and the secret that signs what is sent: nobody can read it later
 * @throws Problem `invalid_body` for an address or a template that may not be used, `conflict` for one channel too many
 */
export async function addChannel(
  { userId, by }: ChannelOwner,
  { name, format: wanted, url: address, template }: NewChannel,
): Promise<{ id: string; secret: string }> {
  refuseTemplate(wanted, template);
  await checkReceiver(address);
  const { href, host } = new URL(address);
  const id = uuidv7();
  const secret = newWebhookSecret();
  await database().$transaction(async (tx) => {
    if ((await tx.noticeChannel.count({ where: { userId } })) >= MOST_CHANNELS)
      throw new Problem("conflict", `You have ${MOST_CHANNELS} channels already; remove one first`);
    await tx.noticeChannel.create({
      data: {
        ...{ id, userId, name, format: wanted, template, host },
        sealedUrl: seal(href, channelUrlBinding(id)),
        sealedSecret: seal(secret, channelSecretBinding(id)),
      },
    });
    await recordEvent(tx, {
      workspaceId: null,
      ...by,
      action: "notice_channel.add",
      outcome: "succeeded",
      target: channelTarget({ id, host }),
      detail: { format: FORMATS[wanted].label },
    });
  });
  return { id, secret };
}

/** What of a channel is to be changed. */
export interface ChannelChange {
  name?: string | undefined;
  template?: string | null | undefined;
  paused?: boolean | undefined;
}

/**
 * Changes a person's own channel, and records it. What waits for a resumed one is due at once.
 * @throws Problem `not_found`, or `invalid_body` for a template that may not be used
 */
export async function changeChannel(
  { userId, by }: ChannelOwner,
  id: string,
  { name, template, paused }: ChannelChange,
): Promise<void> {
  await database().$transaction(async (tx) => {
    const row = await ownChannel(tx, userId, id);
    if (template !== undefined)
      refuseTemplate(viewOf({ ...row, _count: { deliveries: 0 } }).format, template);
    await tx.noticeChannel.update({
      where: { id },
      data: {
        ...(name === undefined ? {} : { name }),
        ...(template === undefined ? {} : { template }),
        ...(paused === undefined ? {} : { pausedAt: paused ? (row.pausedAt ?? new Date()) : null }),
      },
    });
    if (paused === false)
      await tx.noticeDelivery.updateMany({ where: { channelId: id }, data: { dueAt: new Date() } });
    await recordEvent(tx, {
      workspaceId: null,
      ...by,
      action: "notice_channel.change",
      outcome: "succeeded",
      target: channelTarget(row),
    });
  });
}

/**
 * Removes a person's own channel, with what waits for it.
 * @throws Problem `not_found`
 */
export async function removeChannel({ userId, by }: ChannelOwner, id: string): Promise<void> {
  await database().$transaction(async (tx) => {
    const row = await ownChannel(tx, userId, id);
    const undelivered = await tx.noticeDelivery.count({ where: { channelId: id } });
    await tx.noticeChannel.delete({ where: { id } });
    await recordEvent(tx, {
      workspaceId: null,
      ...by,
      action: "notice_channel.remove",
      outcome: "succeeded",
      target: channelTarget(row),
      detail: { undelivered },
    });
  });
}

/** A channel's address and secret in clear; null when the keyring no longer has their key. */
export function openChannel({
  id,
  sealedUrl,
  sealedSecret,
}: Pick<NoticeChannel, "id" | "sealedUrl" | "sealedSecret">): { url: string; secret: string } | null {
  try {
    return {
      url: unseal(sealedUrl, channelUrlBinding(id)),
      secret: unseal(sealedSecret, channelSecretBinding(id)),
    };
  } catch (error) {
    if (error instanceof VaultError) return null;
    throw error;
  }
}
