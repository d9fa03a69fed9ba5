import type { Metadata } from "next";
import { newFlowPageOf } from "../../_flow/new-flow-page-of";

export const metadata: Metadata = { title: "New message flow" };

export default newFlowPageOf("message_flow");
