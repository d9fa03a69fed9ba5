import { presentCallFlow } from "@/sandbox/call-flows/answers";
import { createdMessageFlow } from "@/sandbox/message-flows/answers";
import type { Generation } from "@/sandbox/settings";
import type { State } from "@/sandbox/state/model";
import { strangerWorkspaceId } from "./deliver";
import { flowOfPath } from "./edit";
import type { OddAnswerFault } from "./rule";

type Asked = { path: string; workspaceId: string | null };

/**
 * What an `odd_answer` fault says of a request, from the state before it was carried out. A flow that the state does
 * not have is answered as `{}`.
 */
export function oddAnswer(
  fault: OddAnswerFault,
  { path, workspaceId }: Asked,
  { state, generation }: { state: State; generation: Generation },
): unknown {
  if (fault.answer === "not_success") return { success: false, message: "The flow could not be saved" };
  if (fault.answer === "empty_object") return {};
  const target = flowOfPath(path);
  const flows = path.includes("message-flows")
    ? state.messageFlows.map((flow) => ({ flow, shown: () => createdMessageFlow(flow, generation) }))
    : state.callFlows.map((flow) => ({ flow, shown: () => presentCallFlow(flow, generation) }));
  const own = flows.filter(({ flow }) => flow.workspaceId === workspaceId);
  if (fault.answer === "same_flow_before")
    return own.find(({ flow }) => flow._id === target?.id)?.shown() ?? {};
  if (fault.answer === "older_flow") {
    const wanted = fault.flowId;
    const fits = (id: string) => (wanted === undefined ? id !== target?.id : id === wanted);
    return own.find(({ flow }) => fits(flow._id))?.shown() ?? {};
  }
  const stranger = flows.find(({ flow }) => flow.workspaceId !== workspaceId);
  // Without another tenant, one of the own flows stands for a stranger's.
  return (
    stranger?.shown() ?? {
      ...own[0]?.shown(),
      _id: "6764d172953253138a3affff",
      workspaceId: strangerWorkspaceId,
    }
  );
}
