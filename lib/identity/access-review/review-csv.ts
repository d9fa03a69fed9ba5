import { CSV_MARK, csvLine } from "@/lib/audit/proof/csv-columns";
import type { ReviewedRight } from "./read-review";

const COLUMNS = [
  ...["name", "email", "state", "secondFactor", "workspace", "workspaceSlug", "role", "through"],
  ...["since", "lastSeen", "lastEventThere"],
];

/** A person's state in one word; an owner's flag is a right of its own. */
export function stateOf({ disabled, invitePending }: ReviewedRight["user"]): string {
  if (disabled) return "disabled";
  return invitePending ? "invited" : "active";
}

/** What gives a right, in words: "direct, Field team". */
export function throughWords({ grants }: Pick<ReviewedRight, "grants">): string {
  return grants.map(({ through }) => through ?? "direct").join(", ");
}

/** Rights as CSV, a row for each. Names that a spreadsheet would take for a formula are guarded (`csvLine`). */
export function reviewCsv(rights: readonly ReviewedRight[]): string {
  const rows = rights.map((right) =>
    csvLine([
      right.user.name,
      right.user.email,
      stateOf(right.user),
      right.user.secondFactor ? "yes" : "none",
      right.workspace?.name ?? "(the whole portal)",
      right.workspace?.slug ?? null,
      right.role,
      throughWords(right),
      right.since,
      right.lastSeenAt,
      right.lastActAt,
    ]),
  );
  return `${CSV_MARK}${csvLine(COLUMNS)}${rows.join("")}`;
}
