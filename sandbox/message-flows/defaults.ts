import { defaultResponseSettings } from "@/sandbox/call-flows/defaults";
import type { MessageFlowSettings } from "@/sandbox/state/message-flow";

/** Settings of a message flow that never set any. */
export function defaultMessageFlowSettings(): MessageFlowSettings {
  return {
    responseSettings: defaultResponseSettings(),
    security: { hipaaCompliance: false },
    emailSettings: { subjectLine: "", signature: "" },
    knowledgeBases: [],
  };
}
