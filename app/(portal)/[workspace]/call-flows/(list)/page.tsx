import type { Metadata } from "next";
import { FlowListPage, type FlowListPageParams } from "../../_flow/flow-list-page";

export const metadata: Metadata = { title: "Call flows" };

export default function CallFlowsPage(page: FlowListPageParams) {
  return <FlowListPage kind="call_flow" {...page} />;
}
