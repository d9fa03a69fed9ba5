import { UpstreamLimit } from "@/components/http/upstream-limit";
import { ListSkeleton } from "@/components/lists/list-skeleton";

export default function LoadingMessageFlows() {
  return (
    <>
      <UpstreamLimit act="read" busy />
      <ListSkeleton label="message flows" />
    </>
  );
}
