import { ListSkeleton } from "@/components/lists/list-skeleton";

export default function LoadingDeliveries() {
  return <ListSkeleton label="deliveries" />;
}
