import {
  type CreateDocumentOptions,
  createDocument,
  type oas31,
  type ZodOpenApiComponentsObject,
  type ZodOpenApiContentObject,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
} from "zod-openapi";
import { answerForm } from "@/lib/bff/answer-form";
import type { Declared } from "@/lib/bff/route";
import { callFlowAnswer, messageFlowAnswer } from "@/lib/flows/fields/answer-schema";
import { sessionCookieName } from "@/lib/identity/session-token";
import { auditEventAnswer } from "./answers/audit-answers";
import { workspaceAnswer } from "./answers/portal-answers";
import { problemAnswer } from "./answers/problem-answer";
import type { Operation } from "./operation";
import { parametersOf } from "./operation-parameters";
import { responsesOf } from "./operation-responses";

const DESCRIPTION = `The API that Switchboard's pages and scripts use.

Scripts send a token: \`Authorization: Bearer swb_…\`, wherever an operation lists it. Everything else needs a session: sign in
as a browser does by \`GET /api/auth/csrf\`, then \`POST /api/auth/callback/credentials\`, and keep the cookies. With these, a
request that changes something also carries the portal's own \`Origin\` (or \`Sec-Fetch-Site: same-origin\`).
Bodies are JSON of at most 1 MiB, and a field that is not listed is an error. Errors are problem documents (RFC 9457).`;

const text = { type: "string" } as const;

const components: ZodOpenApiComponentsObject = {
  schemas: {
    CallFlow: callFlowAnswer,
    MessageFlow: messageFlowAnswer,
    AuditEvent: auditEventAnswer,
    Workspace: workspaceAnswer,
    Problem: problemAnswer,
  },
  headers: {
    "X-Request-Id": { schema: text, description: "Names this request in the log and the audit log." },
    ETag: { schema: text, description: "The state's entity tag, for `If-Match`." },
    Location: { schema: text, description: "The path of what was made." },
    "X-Audit-Checkpoint-Size": {
      schema: { type: "integer" },
      description:
        "The number of events that the export's checkpoint covers. Send it as `size` to continue the export or to get its proof.",
    },
    "Idempotency-Replayed": { schema: text, description: "`true`: the stored answer of the first request." },
    RateLimit: {
      schema: text,
      description:
        "Which limit counts, what is left of it for this caller, and seconds until there is more: all of it, where something is left.",
    },
    "RateLimit-Policy": { schema: text, description: "The limit." },
    "Retry-After": { schema: { type: "integer" }, description: "Seconds until a new attempt makes sense." },
  },
  securitySchemes: {
    session: {
      type: "apiKey",
      in: "cookie",
      // A portal behind HTTPS has another name for the cookie, and serves the document with that name.
      name: sessionCookieName(false),
    },
    token: {
      type: "http",
      scheme: "bearer",
      bearerFormat: "swb_",
      description:
        "A token for scripts, made on the page of one's account. It needs no cookie and no `Origin`.",
    },
    directory_token: {
      type: "http",
      scheme: "bearer",
      bearerFormat: "swb_",
      description: "The token of an identity provider's directory (SCIM 2.0), made by an owner.",
    },
    metrics_token: { type: "http", scheme: "bearer", description: "The value of PORTAL_METRICS_TOKEN." },
  },
};

function securityOf({ access, tokens, security }: Declared): oas31.SecurityRequirementObject[] {
  if (security) return [{ [security]: [] }];
  if (access === "public") return [];
  return tokens ? [{ session: [] }, { token: [] }] : [{ session: [] }];
}

function bodyContent({ access, body }: Declared): ZodOpenApiContentObject {
  return Object.fromEntries(answerForm(access).bodyTypes.map((type) => [type, { schema: body }]));
}

function describeOperation(operation: Operation): ZodOpenApiOperationObject {
  const { declaration } = operation;
  return {
    operationId: declaration.operationId,
    tags: [declaration.tag],
    summary: declaration.summary,
    security: securityOf(declaration),
    requestParams: parametersOf(operation),
    ...(declaration.body ? { requestBody: { required: true, content: bodyContent(declaration) } } : {}),
    responses: responsesOf(operation),
  };
}

/** The paths of the document, still holding the handlers' own schemas. */
export function documentPaths(operations: readonly Operation[]): ZodOpenApiPathsObject {
  const paths: ZodOpenApiPathsObject = {};
  for (const operation of operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describeOperation(operation) };
  }
  return paths;
}

/**
 * Closes only the objects whose unknown fields a handler refuses, since answers may gain fields later. It drops zod's
 * patterns for formats, and JavaScript's bounds of integers: the format and the type say the same.
 */
const plainSchemas: CreateDocumentOptions["override"] = ({ zodSchema, jsonSchema }) => {
  const { def } = zodSchema._zod;
  if (def.type === "object" && def.catchall === undefined) delete jsonSchema.additionalProperties;
  if (def.type === "date") jsonSchema.format = "date-time";
  if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
};

/** The published contract: OpenAPI 3.1, made from the schemas that the handlers parse with. */
export function portalDocument(operations: readonly Operation[]): oas31.OpenAPIObject {
  return createDocument(
    {
      openapi: "3.1.1",
      info: {
        title: "Switchboard",
        version: "1",
        description: DESCRIPTION,
        license: { name: "MIT", identifier: "MIT" },
      },
      servers: [{ url: "/", description: "The portal that the document is read from." }],
      paths: documentPaths(operations),
      components,
    },
    { override: plainSchemas },
  );
}
