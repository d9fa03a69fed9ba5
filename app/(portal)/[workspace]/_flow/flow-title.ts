import type { Metadata } from "next";
import { isOnlyFrame } from "@/lib/bff/page-access";
import { type FlowKind, flowKindLabel } from "@/lib/flows/model/flow";
import { type FlowPageParams, flowMetadata } from "./one-flow-page";

/** Returns the title of a flow's page; of its frame alone, without reading the flow. */
export async function flowTitle(kind: FlowKind, page: FlowPageParams): Promise<Metadata> {
  return (await isOnlyFrame()) ? { title: flowKindLabel(kind) } : await flowMetadata(kind, page);
}
