import { type Flow, isCallFlow } from "@/lib/flows/model/flow";
import { Notice } from "../../ui/notice";

/** What to know before a flow is changed. */
export function FlowWarnings({ flow }: { flow: Flow }) {
  if (!isCallFlow(flow) || flow.promptType === null || flow.promptType === "simple") return null;
  return (
    <Notice tone="warn" title="Saving converts this flow to a simple prompt">
      Its prompt type is &ldquo;{flow.promptType}&rdquo;, made in the upstream&rsquo;s visual editor. The
      upstream accepts updates of simple prompts only, so any change saved here turns it into one.
    </Notice>
  );
}
