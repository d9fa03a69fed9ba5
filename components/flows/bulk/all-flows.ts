import { flag, listOf, number, object, orNull, text } from "../../http/answer-shape";
import { type Answer, sendRequest } from "../../http/send-request";
import type { SelectableFlow, SelectableSource } from "./bulk-selection";

interface Listed extends Omit<SelectableFlow, "source"> {
  missing: boolean;
  copiedFrom: { source: SelectableSource | null } | null;
}

const source = object<SelectableSource>({ workspace: text, id: text, behind: number });
const page = object<{ items: Listed[]; nextCursor: string | null }>({
  items: listOf(
    object<Listed>({
      ...{ id: text, name: text, etag: orNull(text), missing: flag },
      copiedFrom: orNull(object({ source: orNull(source) })),
    }),
  ),
  nextCursor: orNull(text),
});

/**
 * Reads which flows a list has on all its pages. They are read by name, since that order stays as it is while flows are
 * changed.
 * @param list the list's address under `/api`, with its filters after a question mark
 * @param known flows of the list that are among them in any case
 * @param most how many at most
 * @returns the flows that still exist upstream, each once
 */
export async function readAllFlows(
  list: string,
  known: readonly SelectableFlow[],
  most: number,
): Promise<Answer<SelectableFlow[]>> {
  const flows = new Map(known.map((flow) => [flow.id, flow]));
  for (let cursor: string | null = null; ; ) {
    const rest: string = `sort=name&limit=200${cursor === null ? "" : `&cursor=${cursor}`}`;
    const read: Answer<{ items: Listed[]; nextCursor: string | null }> = await sendRequest(
      "GET",
      `${list}&${rest}`,
      { answer: page },
    );
    if (!read.ok) return read;
    for (const { id, name, etag, missing, copiedFrom } of read.data.items) {
      if (!missing && flows.size < most)
        flows.set(id, { id, name, etag, source: copiedFrom?.source ?? null });
    }
    cursor = read.data.nextCursor;
    if (cursor === null || flows.size >= most) return { ...read, data: [...flows.values()] };
  }
}
