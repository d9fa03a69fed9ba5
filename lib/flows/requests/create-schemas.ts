import type { z } from "zod";
import type { FlowKind } from "../model/flow";
import type { CreateFlow } from "./apply-patch";
import { createCallFlowSchema } from "./call-flow-requests";
import { createMessageFlowSchema } from "./message-flow-requests";

/** What makes a flow of each kind, for code that learns the kind only as it runs. */
export const CREATE_SCHEMAS: Record<FlowKind, z.ZodType<CreateFlow>> = {
  call_flow: createCallFlowSchema,
  message_flow: createMessageFlowSchema,
};
