/** Something that a write does besides what its fields say. */
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
