import { flowPageOf } from "../../_flow/flow-page-of";

const { generateMetadata, Page } = flowPageOf("call_flow");

export { generateMetadata };
export default Page;
