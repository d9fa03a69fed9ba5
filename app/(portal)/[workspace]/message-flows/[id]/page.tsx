import { flowTitle } from "../../_flow/flow-title";
import { type FlowPageParams, OneFlowPage } from "../../_flow/one-flow-page";

export const generateMetadata = (page: FlowPageParams) => flowTitle("message_flow", page);

export default function MessageFlowPage(page: FlowPageParams) {
  return <OneFlowPage kind="message_flow" {...page} />;
}
