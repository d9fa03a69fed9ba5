import { z } from "zod";
import type { FlowKind, StoredCallFlow, StoredFlow } from "@/lib/flows/model/flow";
import type { MessageFlow } from "@/lib/flows/model/message-flow";
import { CALL_FLOW_FIELDS } from "./call-flow-fields";
import type { Field, Kind } from "./field";
import { fieldsBelow } from "./field-paths";
import { MESSAGE_FLOW_FIELDS } from "./message-flow-fields";

type Fields = Record<string, Field>;
type Shape = Record<string, z.ZodType>;

/** The schema of the normal form's value, for each kind of field. */
const NORMAL_SCHEMAS: Record<Exclude<Kind, "items" | "choice">, () => z.ZodType> = {
  flag: () => z.boolean(),
  seconds: () => z.number(),
  text: () => z.string(),
  filled: () => z.string(),
  id: () => z.string(),
  url: () => z.string(),
  address: () => z.string(),
  time: () => z.string(),
  moment: () => z.string(),
  ids: () => z.array(z.string()),
  texts: () => z.array(z.string()),
  json: () => z.array(z.unknown()),
  objects: () => z.array(z.unknown()),
  pairs: () => z.array(z.object({ name: z.string(), value: z.string() })),
  whole: () => z.unknown(),
};

function normalSchema(fields: Fields, path: string, { kind, words, answers }: Field): z.ZodType {
  if (kind === "items") return z.array(z.object(normalShape(fields, `${path}/*`)));
  if (kind !== "choice") return NORMAL_SCHEMAS[kind]();
  return answers === "any" ? z.string() : z.enum(Object.keys({ ...words, ...answers }));
}

/** Returns the zod shape of the object at a path of a flow in normal form; null means that no answer had the value. */
export function normalShape(fields: Fields, at = ""): Shape {
  const shape: Shape = {};
  const below = new Set<string>();
  for (const { path, field, key, isDirect } of fieldsBelow(fields, at)) {
    if (!isDirect) below.add(key);
    else if (field.answeredBy !== "neither" || field.life === "later") {
      const schema = normalSchema(fields, path, field);
      shape[key] = describe(field.solid ? schema : schema.nullable(), field.note);
    }
  }
  for (const key of below) shape[key] = z.object(normalShape(fields, `${at}/${key}`));
  return shape;
}

function describe(schema: z.ZodType, note: string | undefined): z.ZodType {
  return note === undefined ? schema : schema.describe(note);
}

const unknownFields = z.int().min(0);
const headers = z.array(z.object({ name: z.string(), value: z.string(), digest: z.string() }));
const webhook = z.object({ ...normalShape(CALL_FLOW_FIELDS, "/webhooks/*"), headers });

const callFlow: z.ZodType = z.object({
  ...normalShape(CALL_FLOW_FIELDS),
  flowData: z.object(normalShape(CALL_FLOW_FIELDS, "/flowData")).nullable(),
  autopilot: z.boolean().optional(),
  webhooks: z.array(webhook).nullable(),
  unknownFields,
});
const messageFlow: z.ZodType = z.object({ ...normalShape(MESSAGE_FLOW_FIELDS), unknownFields });

/** A flow as it is stored. A field that an older state lacks is null, as if no answer had it. */
export const storedFlowSchemas: Record<FlowKind, z.ZodType<StoredFlow>> = {
  call_flow: callFlow as z.ZodType<StoredCallFlow>,
  message_flow: messageFlow as z.ZodType<MessageFlow>,
};
