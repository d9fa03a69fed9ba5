import type { Metadata } from "next";
import { newFlowPageOf } from "../../_flow/new-flow-page-of";

export const metadata: Metadata = { title: "New call flow" };

export default newFlowPageOf("call_flow");
