import { describeChanges } from "@/lib/flows/describe-changes";

/** One stored state of a flow, as the API lists it. */
export interface Revision {
  n: number;
  source: string;
  by: { name: string; email: string } | null;
  /** Why, in the author's words, if they gave any. */
  reason: string | null;
  at: string;
  changes: { path: string; before: unknown; after: unknown }[];
}

/** Says in one sentence who did what: "Maya changed the prompt and 2 other fields". */
export function revisionSentence({ n, source, by, changes }: Revision): string {
  const who = by?.name ?? "Somebody";
  if (source === "import") return "Switchboard saw this flow for the first time";
  if (source === "drift") return `Somebody outside Switchboard changed ${describeChanges(changes)}`;
  if (n === 1) return `${who} created this flow`;
  return `${who} changed ${describeChanges(changes)}`;
}
