import type { Metadata } from "next";
import { NewMessageFlowForm } from "@/components/flows/form/new-message-flow-form";
import { NewFlowPage } from "../../_flow/new-flow-page";

export const metadata: Metadata = { title: "New message flow" };

export default function NewMessageFlowPage({ params }: { params: Promise<{ workspace: string }> }) {
  return <NewFlowPage kind="message_flow" params={params} Form={NewMessageFlowForm} />;
}
