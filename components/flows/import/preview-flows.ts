import { FLOW_KINDS, type FlowKind } from "@/lib/flows/model/flow";
import type { Answer } from "../../http/send-request";
import { sendRequest } from "../../http/send-request";
import { importPreview, type PreviewedDocument } from "../files/import-shapes";
import type { BroughtFlow } from "./read-files";

/** A flow that can be brought in, or what keeps it from being one. */
export interface PreviewedFlow extends Omit<PreviewedDocument, "kind"> {
  key: string;
  file: string;
  kind: FlowKind;
}

/** What a request to the portal takes: so many documents, and not much more than a megabyte with all around them. */
const MOST_AT_ONCE = 50;
const MOST_BYTES = 1_000_000;

/** Returns flows in groups of which each fits into one request, in their order. */
export function inBatches(flows: readonly BroughtFlow[]): BroughtFlow[][] {
  const batches: BroughtFlow[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const flow of flows) {
    const last = batches.at(-1);
    bytes += flow.bytes + 1;
    if (last && last.length < MOST_AT_ONCE && bytes <= MOST_BYTES) last.push(flow);
    else {
      batches.push([flow]);
      bytes = flow.bytes;
    }
  }
  return batches;
}

/** What is known of some documents. */
export interface Previewed {
  flows: PreviewedFlow[];
  /** Those that are no flow. */
  none: BroughtFlow[];
}

/**
 * Has the portal say what documents would become in a workspace; nothing is written.
 * @returns what one request says, or its problem
 */
export async function previewBatch(
  workspace: string,
  batch: readonly BroughtFlow[],
): Promise<Answer<Previewed>> {
  const answer = await sendRequest("POST", `/api/workspaces/${workspace}/imports/preview`, {
    body: { files: batch.map(({ document }) => document) },
    answer: importPreview,
  });
  if (!answer.ok) return answer;
  const data: Previewed = { flows: [], none: [] };
  for (const [place, flow] of batch.entries()) {
    const item = answer.data.items[place];
    const kind = FLOW_KINDS.find((one) => one === item?.kind);
    if (item && kind) data.flows.push({ ...item, kind, key: flow.key, file: flow.file });
    else data.none.push(flow);
  }
  return { ...answer, data };
}
