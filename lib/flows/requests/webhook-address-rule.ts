import type { z } from "zod";
import { isJsonObject, type JsonObject } from "@/lib/json/json-object";

const COPIES = [
  { field: "agentWebhookUrl", copy: "agent" },
  { field: "inboundWebhookUrl", copy: "inbound" },
] as const;

function groupIn(value: unknown, key: string): JsonObject {
  const inner = isJsonObject(value) ? value[key] : undefined;
  return isJsonObject(inner) ? inner : {};
}

/**
 * The two webhook addresses exist again in `settings.webhooks`; which copy wins upstream is not documented
 * (upstream quirk Q14), so two different values are refused.
 */
export function checkWebhookAddresses(body: unknown, report: Pick<z.core.$RefinementCtx, "addIssue">): void {
  const top = isJsonObject(body) ? body : {};
  const copies = groupIn(groupIn(body, "settings"), "webhooks");
  for (const { field, copy } of COPIES) {
    if (top[field] === undefined || copies[copy] === undefined || top[field] === copies[copy]) continue;
    report.addIssue({
      code: "custom",
      path: ["settings", "webhooks", copy],
      message: `settings.webhooks.${copy} must equal ${field}: the upstream does not say which of the two it follows`,
    });
  }
}
