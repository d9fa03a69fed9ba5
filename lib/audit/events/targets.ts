import { keysOf } from "@/lib/json/json-value";

interface TargetFacts {
  /** The words for all events about the same thing, after "All events of". */
  same: string;
}

const UNNAMED = { same: "the same target" };

/** All types of targets. */
const TARGETS = {
  call_flow: { same: "this flow" },
  message_flow: { same: "this flow" },
  change: UNNAMED,
  job: { same: "this job" },
  transfer: { same: "this transfer" },
  transfer_map: { same: "this map" },
  workspace: { same: "this workspace" },
  user: { same: "this person" },
  group: { same: "this group" },
  portal: UNNAMED,
  session: { same: "this session" },
  sign_in_provider: { same: "this identity provider" },
  token: { same: "this token" },
  audit_log: UNNAMED,
  signing_key: UNNAMED,
  audit_view: UNNAMED,
  flow_view: UNNAMED,
  audit_webhook: UNNAMED,
  notice_channel: UNNAMED,
  comment: UNNAMED,
} as const satisfies Record<string, TargetFacts>;

export type TargetType = keyof typeof TARGETS;

/** Returns the facts about a type of target, which may be of another version. */
export function targetFacts(type: string): TargetFacts {
  const known = keysOf(TARGETS).find((name) => name === type);
  return known ? TARGETS[known] : UNNAMED;
}
