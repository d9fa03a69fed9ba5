import type { Metadata } from "next";
import { FlowListPage, type FlowListPageParams } from "../../_flow/flow-list-page";

export const metadata: Metadata = { title: "Message flows" };

export default function MessageFlowsPage(page: FlowListPageParams) {
  return <FlowListPage kind="message_flow" {...page} />;
}
