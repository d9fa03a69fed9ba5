import { ListSkeleton } from "@/components/lists/list-skeleton";

export default function LoadingCallFlows() {
  return <ListSkeleton label="call flows" />;
}
