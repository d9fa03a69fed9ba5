import { z } from "zod";
import { noticeSchema } from "@/lib/identity/notice-kinds";
import { keysOf } from "@/lib/json/json-value";
import {
  FORMAT_NAMES,
  LONGEST_CHANNEL_NAME,
  LONGEST_TEMPLATE,
  PLACEHOLDERS,
} from "@/lib/notices/channel-formats";
import type { ChannelView } from "@/lib/notices/channels";
import { HAPPENING_KINDS } from "@/lib/notices/happenings";
import type { InboxItem } from "@/lib/notices/inbox";
import type { NoticeRules } from "@/lib/notices/rules";
import { DIGESTS } from "@/lib/notices/timing";
import { textSchema } from "@/lib/text/text-schema";
import { listOf, textOrNull, time, timeOrNull } from "./answer-parts";

const place = z.object({
  id: z.uuid(),
  at: time,
  readAt: timeOrNull.describe("When its reader marked it as read."),
});

const happened = z.object({
  kind: z.enum(HAPPENING_KINDS),
  sentence: z.string(),
  path: z.string().describe("The page of the portal that says more."),
  workspace: z.object({ slug: z.string(), name: z.string() }).nullable(),
});

const inboxItem: z.ZodType<InboxItem> = z
  .union([happened, noticeSchema])
  .and(place)
  .describe("Something that happened, in words, or a matter of the caller's own account.");

export const noticeListAnswer = listOf(inboxItem);
export const unreadAnswer = z.object({ unread: z.int() });

/** When somebody wants to be written to; a body has the same form. */
export const noticeTiming = z.strictObject({
  digest: z.enum(keysOf(DIGESTS)).describe("How often mails are sent at most."),
  quiet: z
    .strictObject({
      from: z.int().min(0).max(1439).describe("Minutes since midnight in the person's time zone."),
      until: z.int().min(0).max(1439),
    })
    .refine(({ from, until }) => from !== until, "must not begin when they end")
    .nullable()
    .describe("Hours in which nothing is sent by mail or to channels; null for none."),
});

const ways = { inbox: z.boolean(), mail: z.boolean(), channels: z.boolean() };
/** One rule as a body sets it. */
export const noticeRuleChange = z.strictObject({ happening: z.enum(HAPPENING_KINDS), ...ways });

export const noticeRulesAnswer: z.ZodType<NoticeRules> = z.object({
  rules: z.array(
    z.object({ happening: z.enum(HAPPENING_KINDS), label: z.string(), help: z.string(), ...ways }),
  ),
  timing: noticeTiming,
});

export const watchAnswer = z.object({ watched: z.boolean() });

export const channelName = textSchema({
  shortest: 1,
  longest: LONGEST_CHANNEL_NAME,
  tooShort: "must not be empty",
});
export const channelTemplate = z
  .string()
  .min(1)
  .max(LONGEST_TEMPLATE)
  .describe(
    `What a message says. Placeholders: ${keysOf(PLACEHOLDERS)
      .map((name) => `{{${name}}}`)
      .join(", ")}.`,
  );

const channel = z.object({
  id: z.uuid(),
  name: z.string(),
  format: z.enum(FORMAT_NAMES),
  template: z.string().nullable().describe("Null for the format's own."),
  host: z.string().describe("All of the address that is ever shown."),
  createdAt: time,
  pausedAt: timeOrNull,
  lastDeliveredAt: timeOrNull,
  lastFailedAt: timeOrNull,
  lastError: textOrNull,
  waiting: z.int().describe("Notices that are on their way."),
  undelivered: z.int().describe("Notices that were given up."),
}) satisfies z.ZodType<ChannelView>;

export const channelAnswer = channel;
export const channelListAnswer = listOf(channel);
export const newChannelAnswer = channel.extend({
  secret: z.string().describe("Signs what is sent, as for audit webhooks. Never readable again."),
});
