import { flowPageOf } from "../../_flow/flow-page-of";

const { generateMetadata, Page } = flowPageOf("message_flow");

export { generateMetadata };
export default Page;
