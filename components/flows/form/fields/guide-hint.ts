import type { FieldGuide } from "@/lib/flows/fields/flow-fields";

/** Puts what is documented about a field into the help text beside it: meaning, limits, default, and whether it lasts. */
export function guideHint(guide: FieldGuide | null, mode: "create" | "update"): string | undefined {
  if (guide === null) return undefined;
  const { help, limits, standard, afterCreation } = guide;
  const parts = [help, limits];
  if (mode === "create") {
    if (standard) parts.push(`Default: ${standard}.`);
    if (afterCreation === "fixed") parts.push("It can't be changed once the flow exists.");
  }
  return parts.filter(Boolean).join(" ");
}
