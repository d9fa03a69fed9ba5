import type { z } from "zod";
import type { FlowKind } from "@/lib/flows/model/flow";
import type { FieldError } from "@/lib/flows/requests/schema-errors";
import type { Shape } from "../../http/answer-shape";

/** How a form speaks for one kind of flow: its values, and the requests that they become. */
export interface FlowForm<Flow, Values extends object> {
  kind: FlowKind;
  /** What the portal answers with. */
  answer: Shape<Flow>;
  /** The values of a flow; of a new one where there is none. */
  values: (flow: Flow | null) => Values;
  /** The request that creates a flow. */
  body: (values: Values) => Record<string, unknown>;
  createSchema: z.ZodType;
  /** The request that leads from one state of the form to another. */
  patch: (initial: Values, current: Values) => Record<string, unknown>;
  updateSchema: z.ZodType;
  /** Checks what the request can't show any more, such as two headers of one name. */
  check: (values: Values) => FieldError[];
}
