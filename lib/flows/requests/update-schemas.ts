import type { z } from "zod";
import type { FlowKind } from "../model/flow";
import type { FlowPatch } from "./apply-patch";
import { updateCallFlowSchema } from "./call-flow-requests";
import { updateMessageFlowSchema } from "./message-flow-requests";

/** What may be changed in a flow of each kind, for code that learns the kind only as it runs. */
export const UPDATE_SCHEMAS: Record<FlowKind, z.ZodType<FlowPatch>> = {
  call_flow: updateCallFlowSchema,
  message_flow: updateMessageFlowSchema,
};
