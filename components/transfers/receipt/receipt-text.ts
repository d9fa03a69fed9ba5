import { fieldLabel } from "@/lib/flows/fields/flow-fields";
import type { ReceiptItem, TransferReceipt } from "@/lib/jobs/transfer-receipt";
import { outcomeWord, rankOf } from "../words/result-words";

/** The names of workspaces by their slugs. */
export type Names = Readonly<Record<string, { name: string; colour: number }>>;

export const nameIn = (names: Names, slug: string) => names[slug]?.name ?? slug;

/** The items with what somebody must see first. */
export const inOrder = (items: readonly ReceiptItem[]) =>
  items.toSorted((one, other) => rankOf(one) - rankOf(other) || one.place - other.place);

/** Why something was not sent, or what went wrong; null where there is nothing to say. */
export function whyOf({ state, problem, why, blocked, result }: ReceiptItem): string | null {
  if (problem) return problem.detail;
  if (state === "unknown") return "Trillet did not answer. It is looked up, and nothing is sent twice";
  if (state === "left_out") return "It was changed meanwhile";
  if (state !== null) return null;
  if (why !== null) return why;
  if (blocked.length > 0) return blocked.map(({ message }) => message).join(". ");
  if (result === "conflict") return "Both sides had changed it, and nobody decided";
  return null;
}

function itemLines(item: ReceiptItem, names: Names): string[] {
  const { name, workspace, tasks, left } = item;
  const why = whyOf(item);
  return [
    `${nameIn(names, workspace)}: ${name}: ${outcomeWord(item).word}${why === null ? "" : ` (${why})`}`,
    ...tasks.map(({ words, doneAt }) => `  [${doneAt === null ? " " : "x"}] ${words}`),
    ...left.map(({ path, why: reason }) => `  does not travel: ${fieldLabel(path)}: ${reason}`),
  ];
}

/** Returns a receipt as a text, for a mail or a ticket. */
export function receiptText(receipt: TransferReceipt, names: Names): string {
  const { startedBy, startedAt, reason, items } = receipt;
  const when = `${startedAt.slice(0, 16).replace("T", " ")} UTC`;
  const head = `Copy of flows, started by ${startedBy.name} at ${when}${reason === null ? "" : `, reason: ${reason}`}`;
  return [head, ...inOrder(items).flatMap((item) => itemLines(item, names))].join("\n");
}
