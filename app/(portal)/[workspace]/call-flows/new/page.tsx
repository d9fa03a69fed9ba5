import type { Metadata } from "next";
import { NewCallFlowForm } from "@/components/flows/form/new-call-flow-form";
import { NewFlowPage } from "../../_flow/new-flow-page";

export const metadata: Metadata = { title: "New call flow" };

export default function NewCallFlowPage({ params }: { params: Promise<{ workspace: string }> }) {
  return <NewFlowPage kind="call_flow" params={params} Form={NewCallFlowForm} />;
}
