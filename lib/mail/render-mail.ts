import "server-only";
import { z } from "zod";
import type { AuditRequest } from "@/lib/audit/event";
import { browserName } from "@/lib/text/browser-name";
import { momentText, zonePlace } from "@/lib/time/moment-words";
import { isZone } from "@/lib/time/zoned-days";
import { MAILS, type MailFacts, mailText } from "./mail-kinds";
import { portalLink } from "./mail-settings";

/** A mail as it is sent, in both of its forms. */
export const renderedMail = z.object({ subject: z.string(), text: z.string(), html: z.string() });
export type RenderedMail = z.output<typeof renderedMail>;

/** The circumstances of a mail. */
export interface MailScene {
  /** Null where it was caused on the server. */
  request: AuditRequest | null;
  at: Date;
  /** The reader's zone; null where it isn't known. */
  zone: string | null;
}

const ESCAPES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Escapes a text for HTML, inside of elements and of quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? "");
}

function whenWords(at: number, zone: string | null): string {
  const known = zone !== null && isZone(zone) ? zone : "UTC";
  return `${momentText(at, known)} (${known === "UTC" ? "UTC" : `${zonePlace(known)} time`})`;
}

function sceneLines(scene: MailScene): string[] {
  const { request, at, zone } = scene;
  const from = request
    ? `${request.ip ?? "an address that is not known"}, ${browserName(request.userAgent)}`
    : "the server";
  return [`When: ${whenWords(at.getTime(), zone)}`, `From: ${from}`];
}

const STYLES = {
  body: "margin:0;padding:24px;font:15px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif",
  frame: "max-width:34rem;margin:0 auto",
  button:
    "display:inline-block;padding:10px 18px;border-radius:8px;background:#005f66;color:#ffffff;text-decoration:none;font-weight:600",
  small: "font-size:13px;opacity:.75",
  address: "font-size:13px;word-break:break-all",
};

const paragraph = (html: string, style = "") => `<p${style ? ` style="${style}"` : ""}>${html}</p>`;

/**
 * Returns a mail as plain text and as simple HTML: no picture, no script, nothing that is loaded from elsewhere. Whatever
 * stands in it is escaped here, so that a name can't become markup.
 */
export function renderMail(facts: MailFacts, scene: MailScene): RenderedMail {
  const { subject } = MAILS[facts.kind];
  const { paragraphs, items = [], link, closing } = mailText(facts);
  const address = link ? portalLink(link.path) : null;
  const lines = items.length > 0 ? [] : sceneLines(scene);
  const dated = items.map(({ text, path, at }) => ({
    text,
    when: whenWords(at, scene.zone),
    url: portalLink(path),
  }));
  const home = portalLink("/");
  const text = [
    ...paragraphs,
    ...dated.map(({ text, when, url }) => `${text}\n${when}\n${url}`),
    ...(link && address ? [`${link.label}:\n${address}`] : []),
    ...closing,
    ...(lines.length > 0 ? [lines.join("\n")] : []),
    `-- \nSwitchboard, ${home}`,
  ].join("\n\n");
  const html = [
    paragraph("Switchboard", "font-weight:700"),
    ...paragraphs.map((one) => paragraph(escapeHtml(one))),
    ...dated.map(({ text, when, url }) =>
      paragraph(
        `<a href="${escapeHtml(url)}">${escapeHtml(text)}</a><br><span style="${STYLES.small}">${escapeHtml(when)}</span>`,
      ),
    ),
    ...(link && address
      ? [
          paragraph(
            `<a href="${escapeHtml(address)}" style="${STYLES.button}">${escapeHtml(link.label)}</a>`,
          ),
          paragraph(`Or open this address:<br>${escapeHtml(address)}`, STYLES.address),
        ]
      : []),
    ...closing.map((one) => paragraph(escapeHtml(one))),
    paragraph([...lines, `Sent by ${home}`].map(escapeHtml).join("<br>"), STYLES.small),
  ].join("\n");
  return {
    subject,
    text: `${text}\n`,
    html: `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>${escapeHtml(subject)}</title></head>
<body style="${STYLES.body}"><div style="${STYLES.frame}">
${html}
</div></body>
</html>
`,
  };
}
