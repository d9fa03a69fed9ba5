import { type FlowPageParams, flowMetadata, OneFlowPage } from "../../_flow/one-flow-page";

export const generateMetadata = (page: FlowPageParams) => flowMetadata("message_flow", page);

export default function MessageFlowPage(page: FlowPageParams) {
  return <OneFlowPage kind="message_flow" {...page} />;
}
