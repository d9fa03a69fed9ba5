import type { ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from "zod-openapi";
import type { Declared } from "@/lib/bff/route";
import type { SuccessAnswer } from "@/lib/bff/route-contract";
import { PROBLEMS, type ProblemCode } from "@/lib/problems/problem";
import { problemAnswer } from "./answers/problem-answer";
import type { Operation } from "./operation";
import { problemsByStatus } from "./operation-problems";

type Headers = Record<string, { $ref: string }>;

function headerRefs(names: readonly string[]): Headers {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}

function successContent({ schema, text }: SuccessAnswer): ZodOpenApiResponseObject["content"] {
  if (!schema && !text) return undefined;
  const texts = (text ?? []).map((type) => [type, { schema: { type: "string" } }] as const);
  return { ...(schema ? { "application/json": { schema } } : {}), ...Object.fromEntries(texts) };
}

function successResponse({ answer, flowWrite, asksUpstream }: Declared): ZodOpenApiResponseObject {
  const replayed = flowWrite ? ["Idempotency-Replayed"] : [];
  const limits = flowWrite || asksUpstream ? ["RateLimit", "RateLimit-Policy"] : [];
  const content = successContent(answer);
  return {
    description: answer.description,
    headers: headerRefs(["X-Request-Id", ...(answer.headers ?? []), ...replayed, ...limits]),
    ...(content ? { content } : {}),
  };
}

function problemResponse(status: number, codes: ProblemCode[]): ZodOpenApiResponseObject {
  const limits = status === 429 ? ["RateLimit", "RateLimit-Policy"] : [];
  const comesBack = status === 429 || status === 409 || status === 503 ? ["Retry-After"] : [];
  return {
    description: codes.map((code) => `\`${code}\`: ${PROBLEMS[code][1]}.`).join(" "),
    headers: headerRefs(["X-Request-Id", ...comesBack, ...limits]),
    content: { "application/problem+json": { schema: problemAnswer } },
  };
}

/** All answers of an operation: the one for success, and one for each status that a problem of it may have. */
export function responsesOf(operation: Operation): ZodOpenApiResponsesObject {
  const responses: Record<string, ZodOpenApiResponseObject> = {
    [operation.declaration.answer.status ?? 200]: successResponse(operation.declaration),
  };
  for (const [status, codes] of problemsByStatus(operation)) {
    responses[status] = problemResponse(status, codes);
  }
  return responses as ZodOpenApiResponsesObject;
}
