import type { Metadata } from "next";
import { NewFlowPage } from "../../_flow/new-flow-page";

export const metadata: Metadata = { title: "New message flow" };

export default function NewMessageFlowPage({ params }: { params: Promise<{ workspace: string }> }) {
  return <NewFlowPage kind="message_flow" params={params} />;
}
