import { FlowSkeleton } from "@/components/flows/page/flow-skeleton";

export default function LoadingCallFlow() {
  return <FlowSkeleton label="the flow" />;
}
