import { ListSkeleton } from "@/components/lists/list-skeleton";

export default function LoadingMessageFlows() {
  return <ListSkeleton label="message flows" />;
}
