import { FlowSkeleton } from "@/components/flows/page/flow-skeleton";

export default function LoadingNewMessageFlow() {
  return <FlowSkeleton label="the form" />;
}
