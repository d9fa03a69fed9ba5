import { type FlowPageParams, flowMetadata, OneFlowPage } from "../../_flow/one-flow-page";

export const generateMetadata = (page: FlowPageParams) => flowMetadata("call_flow", page);

export default function CallFlowPage(page: FlowPageParams) {
  return <OneFlowPage kind="call_flow" {...page} />;
}
