import { z } from "zod";
import type { ZodOpenApiParameters } from "zod-openapi";
import { LONGEST_REASON } from "@/lib/flows/requests/change-reason";
import { CORRELATION_ID, IDEMPOTENCY_KEY } from "@/lib/text/ids";
import type { Operation } from "./operation";

/** The meanings of the names in braces. */
const PATH_PARAMETERS: Record<string, z.ZodType> = {
  ws: z.string().describe("The workspace's id or slug."),
  id: z.string().describe("The id of the thing that the path names."),
  userId: z.uuid().describe("The person's id."),
  n: z.int().min(1).describe("The revision's number."),
  source: z.string().describe("The id or slug of the workspace that flows come from."),
  task: z.uuid().describe("The id of the work by hand."),
};

const idempotencyKey = z
  .string()
  .regex(IDEMPOTENCY_KEY)
  .describe("A new key for each new change; the same key to get the answer of the same request again.");
const changeReason = z
  .string()
  .optional()
  .describe(
    `Why the change is made; at most ${LONGEST_REASON} characters. Beyond ASCII as \`UTF-8''\` and percent-encoding (RFC 8187). ` +
      "Required where the workspace requires a reason.",
  );
const correlationId = z
  .string()
  .regex(CORRELATION_ID)
  .optional()
  .describe(
    "An id that all requests of one undertaking share; kept in the audit event. Default: the request's id.",
  );
const ifMatch = z.string().describe("The `ETag` of the state that the change starts from. `*` is refused.");

function pathParameters(path: string): Record<string, z.ZodType> {
  const names = [...path.matchAll(/\{([^}]+)\}/g)].flatMap(([, name]) => name ?? []);
  return Object.fromEntries(
    names.map((name) => {
      const schema = PATH_PARAMETERS[name];
      if (!schema) throw new Error(`no description for the path parameter ${name} of ${path}`);
      return [name, schema];
    }),
  );
}

function headersOf({ declaration: { flowWrite } }: Operation): Record<string, z.ZodType> {
  if (!flowWrite) return {};
  return {
    "Idempotency-Key": idempotencyKey,
    ...(flowWrite === "existing_flow" ? { "If-Match": ifMatch } : {}),
    "X-Change-Reason": changeReason,
    "X-Correlation-Id": correlationId,
  };
}

function queryOf({ declaration: { query }, path }: Operation): z.ZodObject | undefined {
  if (query === undefined || query instanceof z.ZodObject) return query;
  throw new Error(`the query of ${path} must be an object schema, so that each parameter has a name`);
}

/**
 * The parameters of an operation. The query is the very schema that the handler parses with.
 * @throws Error for a path parameter that nobody described, or a query that is not an object
 */
export function parametersOf(operation: Operation): ZodOpenApiParameters {
  const path = pathParameters(operation.path);
  const header = headersOf(operation);
  const query = queryOf(operation);
  return {
    ...(Object.keys(path).length > 0 ? { path: z.object(path) } : {}),
    ...(query ? { query } : {}),
    ...(Object.keys(header).length > 0 ? { header: z.object(header) } : {}),
  };
}
