import type { z } from "zod";
import { isJsonObject, type JsonObject } from "@/lib/json/json-value";
import { isBlank } from "@/lib/text/readable";

const COPIES = [
  { field: "agentWebhookUrl", copy: "agent" },
  { field: "inboundWebhookUrl", copy: "inbound" },
] as const;

function groupIn(value: unknown, key: string): JsonObject {
  const inner = isJsonObject(value) ? value[key] : undefined;
  return isJsonObject(inner) ? inner : {};
}

/**
 * Reports two different values of a webhook address. Both addresses exist again in `settings.webhooks`, and it is not
 * documented which copy the upstream follows (quirk Q14).
 */
export function checkWebhookAddresses(body: unknown, report: Pick<z.core.$RefinementCtx, "addIssue">): void {
  const top = isJsonObject(body) ? body : {};
  const copies = groupIn(groupIn(body, "settings"), "webhooks");
  for (const { field, copy } of COPIES) {
    if (top[field] === undefined || copies[copy] === undefined || top[field] === copies[copy]) continue;
    report.addIssue({
      code: "custom",
      path: ["settings", "webhooks", copy],
      message: `settings.webhooks.${copy} must equal ${field}: Trillet does not say which of the two it follows`,
    });
  }
}

interface WelcomeFields {
  settings?: unknown;
  welcomeMessage?: unknown;
  customWelcomeMessage?: unknown;
}

function fieldsOf(value: unknown): WelcomeFields {
  return typeof value === "object" && value !== null ? value : {};
}

function isFilled(value: unknown): value is string {
  return typeof value === "string" && !isBlank(value);
}

type Report = Pick<z.core.$RefinementCtx, "addIssue">;

/**
 * Reports a custom welcome text without the welcome message `ai_custom`, and the other way round. Also reports two
 * different values of either field: both exist again in `settings`, and it is not documented which copy the upstream
 * follows (quirk Q14).
 */
export function checkCreatedWelcome(body: unknown, report: Report): void {
  const top = fieldsOf(body);
  const copy = fieldsOf(fieldsOf(body).settings);
  for (const field of ["welcomeMessage", "customWelcomeMessage"] as const) {
    if (top[field] !== undefined && copy[field] !== undefined && top[field] !== copy[field]) {
      report.addIssue({
        code: "custom",
        path: ["settings", field],
        message: `settings.${field} must equal ${field}: Trillet does not say which of the two it follows`,
      });
    }
  }
  const type = top.welcomeMessage ?? copy.welcomeMessage;
  const custom = top.customWelcomeMessage ?? copy.customWelcomeMessage;
  const path =
    top.customWelcomeMessage === undefined && copy.customWelcomeMessage !== undefined
      ? ["settings", "customWelcomeMessage"]
      : ["customWelcomeMessage"];
  if (type === "ai_custom" && !isFilled(custom) && (custom === undefined || typeof custom === "string")) {
    report.addIssue({
      code: "custom",
      path,
      message: 'Custom welcome message is required when the welcome message is "ai_custom"',
    });
  }
  if (type !== "ai_custom" && isFilled(custom)) {
    report.addIssue({
      code: "custom",
      path,
      message: 'Custom welcome message is only used when the welcome message is "ai_custom"',
    });
  }
}

/**
 * As `checkCreatedWelcome`, for a patch. A field that the patch leaves out is the flow's own and can't be judged here.
 */
export function checkPatchedWelcome(patch: unknown, report: Report): void {
  const { welcomeMessage, customWelcomeMessage } = fieldsOf(patch);
  if (
    welcomeMessage === "ai_custom" &&
    typeof customWelcomeMessage === "string" &&
    !isFilled(customWelcomeMessage)
  ) {
    report.addIssue({
      code: "custom",
      path: ["customWelcomeMessage"],
      message: 'Custom welcome message must not be blank when the welcome message is "ai_custom"',
    });
  }
  if (welcomeMessage !== undefined && welcomeMessage !== "ai_custom" && isFilled(customWelcomeMessage)) {
    report.addIssue({
      code: "custom",
      path: ["customWelcomeMessage"],
      message: 'Custom welcome message is only used when the welcome message is "ai_custom"',
    });
  }
}
