import { ListSkeleton } from "@/components/lists/list-skeleton";

export default function LoadingIntegrity() {
  return <ListSkeleton label="the state of the log" />;
}
