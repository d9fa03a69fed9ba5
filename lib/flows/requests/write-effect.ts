import type { CallFlow } from "@/lib/flows/model/call-flow";

/** An effect of a write besides the fields that it sets. */
export interface WriteEffect {
  /** For programs; several effects of a write may share one. */
  code: string;
  /** `warn`: hard to take back, or noticed by others at once. */
  severity: "info" | "warn";
  /** One sentence in plain words. */
  text: string;
}

export function warn(code: string, text: string): WriteEffect {
  return { code, severity: "warn", text };
}

export function info(code: string, text: string): WriteEffect {
  return { code, severity: "info", text };
}

/** Any update of a flow with another prompt type than "simple" may convert it; null where there is nothing to convert. */
export function promptTypeEffect({ promptType }: Pick<CallFlow, "promptType">): WriteEffect | null {
  if (promptType === null || promptType === "simple") return null;
  const text = `The prompt type "${promptType}" may become "simple": every update has to say so.`;
  return warn("prompt_type_simple", text);
}
