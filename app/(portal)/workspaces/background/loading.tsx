import { ListSkeleton } from "@/components/lists/list-skeleton";

export default function LoadingBackgroundReading() {
  return <ListSkeleton label="background reading" />;
}
