import { flag, listOf, object, orNull, text } from "../../http/answer-shape";
import { type Answer, sendRequest } from "../../http/send-request";
import type { SelectableFlow } from "./bulk-selection";

const page = object({
  items: listOf(object({ id: text, name: text, etag: orNull(text), missing: flag })),
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
    const read: Answer<{ items: (SelectableFlow & { missing: boolean })[]; nextCursor: string | null }> =
      await sendRequest("GET", `${list}&${rest}`, { answer: page });
    if (!read.ok) return read;
    for (const { id, name, etag, missing } of read.data.items) {
      if (!missing && flows.size < most) flows.set(id, { id, name, etag });
    }
    cursor = read.data.nextCursor;
    if (cursor === null || flows.size >= most) return { ...read, data: [...flows.values()] };
  }
}
