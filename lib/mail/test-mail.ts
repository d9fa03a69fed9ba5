import "server-only";
import { v7 as uuidv7 } from "uuid";
import type { ActedBy } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import { Problem } from "@/lib/problems/problem";
import { mailSettings } from "./mail-settings";
import { renderMail } from "./render-mail";
import { type SendResult, sendMail } from "./send-mail";

/** The mail server's answer to a test mail. */
export type MailTestResult = Pick<SendResult, "sent" | "error" | "reply"> & { durationMs: number };

/**
 * Sends a mail to the person who asks for it, now and once: it doesn't go through the outbox, so that they learn what the
 * server says.
 * @throws Problem `conflict` where no mail is set up
 */
export async function sendTestMail(
  to: { id: string; name: string; email: string; timeZone: string | null },
  by: ActedBy,
): Promise<MailTestResult> {
  if (mailSettings() === null)
    throw new Problem(
      "conflict",
      "No mail is set up: have an operator set SMTP_URL and MAIL_FROM, and start again",
    );
  const { id, name, email, timeZone } = to;
  const scene = { request: by.request, at: new Date(), zone: timeZone };
  const mail = renderMail({ kind: "test", detail: { by: name } }, scene);
  const started = performance.now();
  const { sent, error, reply } = await sendMail(uuidv7(), email, mail);
  await recordEvent(database(), {
    workspaceId: null,
    ...by,
    action: "mail.test",
    outcome: sent ? "succeeded" : "failed",
    target: { type: "user", id, name },
    detail: { error },
  });
  return { sent, error, reply, durationMs: Math.round(performance.now() - started) };
}
