import { LogSkeleton } from "@/components/audit/log/log-skeleton";

export default function LoadingAudit() {
  return <LogSkeleton />;
}
