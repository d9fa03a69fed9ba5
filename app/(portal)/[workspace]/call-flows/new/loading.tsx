import { FlowSkeleton } from "@/components/flows/page/flow-skeleton";

export default function LoadingNewCallFlow() {
  return <FlowSkeleton label="the form" />;
}
