import { ListSkeleton } from "@/components/lists/list-skeleton";

export default function LoadingAudit() {
  return <ListSkeleton label="the audit log" />;
}
