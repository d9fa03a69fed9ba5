import type { Field } from "@/lib/flows/fields/field";
import type { FlowKind } from "@/lib/flows/model/flow";
import type { RuleKey } from "./rules";

/** The tests that show that a field works, besides those of all fields with the same life. */
const MORE: Partial<Record<string, RuleKey[]>> = {
  "/direction": ["inbound_kept"],
  "/agent": ["agent_shapes"],
  "/autopilot": ["call_autopilot", "older_read"],
  "/promptType": ["prompt_type"],
  "/promptVersions": ["never_read_only"],
  "/currentPromptId": ["never_read_only"],
  "/gemini_prompt": ["never_read_only"],
  "/welcomeMessage": ["custom_welcome", "top_first"],
  "/customWelcomeMessage": ["custom_welcome"],
  "/settings/callSettings/trilletVoiceGuard": ["divided_call_settings"],
  "/settings/callSettings/reminderMessages": ["divided_call_settings"],
  "/settings/callSettings/maxCallDuration": ["both_limits", "limits_not_created"],
  "/settings/callSettings/endCallOnSilence": ["both_limits"],
  "/settings/security/securityOptOut": ["no_opt_out"],
  "/settings/security/publicAccess": ["public_access"],
  "/webhooks": ["webhooks_append", "webhook_places"],
  "/webhooks/*/headers": ["webhook_added", "headers_read", "headers_secret"],
  "/webhooks/*/headers/*/name": ["webhook_created", "headers_read"],
  "/webhooks/*/headers/*/value": ["webhook_created", "headers_secret"],
  "/webhooks/*/body": ["webhook_body"],
  "/webhooks/*/variables": ["webhook_created", "webhook_added", "headers_read"],
  "/isGlobal": ["global"],
};
const MORE_OF_MESSAGES: Partial<Record<string, RuleKey[]>> = {
  "/agent": ["agent_shapes"],
  "/isActive": ["both_switches"],
  "/autopilot": ["message_autopilot", "both_switches"],
  "/initiationMessage": ["message_kept"],
  "/settings/knowledgeBases": ["message_kept"],
};

const OF_CALLS: Record<Field["life"], RuleKey[]> = {
  changeable: ["call_round_trip", "form"],
  later: ["call_round_trip", "form", "update_takes_all"],
  appended: ["call_round_trip", "form", "create_takes_all", "update_takes_all"],
  fixed: ["call_round_trip", "form", "created_as_documented", "call_fixed"],
  copy: ["form_copies"],
  made: ["newer_read"],
};

/** Returns the tests that show that a field works. */
export function rulesOf(kind: FlowKind, path: string, { life, kind: holds }: Field): RuleKey[] {
  if (holds === "moment" && !path.includes("/*"))
    return [kind === "call_flow" ? "call_fixed" : "message_read", "times"];
  if (path === "/id" || path === "/workspaceId") return ["other_workspace"];
  if (kind === "call_flow") return [...OF_CALLS[life], ...(MORE[path] ?? [])];
  const common: RuleKey[] =
    life === "fixed"
      ? ["message_round_trip", "form", "message_fixed"]
      : ["message_round_trip", "form", "message_read"];
  const hours: RuleKey[] = path.startsWith("/settings/responseSettings") ? ["hours_flattened"] : [];
  return [
    ...(life === "made" ? (["message_round_trip"] as const) : common),
    ...hours,
    ...(MORE_OF_MESSAGES[path] ?? []),
  ];
}
