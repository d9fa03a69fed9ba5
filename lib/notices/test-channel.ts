import "server-only";
import { v7 as uuidv7 } from "uuid";
import { postMessage } from "@/lib/audit/delivery/post-message";
import type { WebhookTestResult } from "@/lib/audit/delivery/test-webhook";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import { portalLink } from "@/lib/mail/mail-settings";
import { Problem } from "@/lib/problems/problem";
import { messageBody } from "./channel-formats";
import { type ChannelOwner, channelTarget, openChannel, readChannel } from "./channels";

/**
 * Sends a message to a person's own channel now, once, even if it is paused, so that they learn what the receiver says.
 * @throws Problem `not_found`
 */
export async function testChannel({ userId, by }: ChannelOwner, id: string): Promise<WebhookTestResult> {
  const { format, template } = await readChannel(userId, id);
  const row = await database().noticeChannel.findFirst({ where: { id, userId } });
  if (!row) throw new Problem("not_found", "You have no such channel");
  const messageId = `test_${uuidv7()}`;
  const body = messageBody(format, template, {
    sentence: "This is a test: notices of Switchboard arrive here.",
    link: portalLink("/account/notices"),
    workspace: "",
    kind: "test",
    at: new Date().toISOString(),
    id: messageId,
  });
  const started = performance.now();
  const opened = openChannel(row);
  const { delivered, status, error } = opened
    ? await postMessage({ ...opened, id: messageId, body })
    : { delivered: false, status: null, error: "Its address can't be opened. Add the channel again" };
  await recordEvent(database(), {
    workspaceId: null,
    ...by,
    action: "notice_channel.test",
    outcome: delivered ? "succeeded" : "failed",
    target: channelTarget(row),
    detail: { status, error },
  });
  return { delivered, status, error, durationMs: Math.round(performance.now() - started) };
}
