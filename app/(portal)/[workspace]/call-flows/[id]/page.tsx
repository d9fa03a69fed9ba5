import { flowTitle } from "../../_flow/flow-title";
import { type FlowPageParams, OneFlowPage } from "../../_flow/one-flow-page";

export const generateMetadata = (page: FlowPageParams) => flowTitle("call_flow", page);

export default function CallFlowPage(page: FlowPageParams) {
  return <OneFlowPage kind="call_flow" {...page} />;
}
