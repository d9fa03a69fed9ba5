import { FlowSkeleton } from "@/components/flows/page/flow-skeleton";

export default function LoadingMessageFlow() {
  return <FlowSkeleton label="the flow" />;
}
