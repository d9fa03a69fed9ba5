import { UpstreamLimit } from "@/components/http/upstream-limit";
import { ListSkeleton } from "@/components/lists/list-skeleton";

export default function LoadingCallFlows() {
  return (
    <>
      <UpstreamLimit act="read" busy />
      <ListSkeleton label="call flows" />
    </>
  );
}
