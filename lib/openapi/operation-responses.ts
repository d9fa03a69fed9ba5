import type { ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from "zod-openapi";
import { answerForm } from "@/lib/bff/answer-form";
import type { Access, Declared } from "@/lib/bff/route";
import { PROBLEMS, type ProblemCode } from "@/lib/problems/problem";
import { scimProblemAnswer } from "./answers/directory-answers";
import { problemAnswer } from "./answers/problem-answer";
import type { Operation } from "./operation";
import { problemsByStatus } from "./operation-problems";

type Headers = Record<string, { $ref: string }>;

function headerRefs(names: readonly string[]): Headers {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}

function successContent({ answer: { schema, text }, access }: Declared): ZodOpenApiResponseObject["content"] {
  if (!schema && !text) return undefined;
  const texts = (text ?? []).map((type) => [type, { schema: { type: "string" } }] as const);
  return { ...(schema ? { [answerForm(access).type]: { schema } } : {}), ...Object.fromEntries(texts) };
}

function successResponse(declared: Declared): ZodOpenApiResponseObject {
  const { answer, flowWrite, asksUpstream } = declared;
  const replayed = flowWrite ? ["Idempotency-Replayed"] : [];
  const limits = flowWrite || asksUpstream ? ["RateLimit", "RateLimit-Policy"] : [];
  const content = successContent(declared);
  return {
    description: answer.description,
    headers: headerRefs(["X-Request-Id", ...(answer.headers ?? []), ...replayed, ...limits]),
    ...(content ? { content } : {}),
  };
}

function problemResponse(status: number, codes: ProblemCode[], access: Access): ZodOpenApiResponseObject {
  const { problemType } = answerForm(access);
  const limits = status === 429 ? ["RateLimit", "RateLimit-Policy"] : [];
  const comesBack = status === 429 || status === 409 || status === 503 ? ["Retry-After"] : [];
  return {
    description: codes.map((code) => `\`${code}\`: ${PROBLEMS[code][1]}.`).join(" "),
    headers: headerRefs(["X-Request-Id", ...comesBack, ...limits]),
    content: { [problemType]: { schema: access === "directory" ? scimProblemAnswer : problemAnswer } },
  };
}

/** All answers of an operation: the one for success, and one for each status that a problem of it may have. */
export function responsesOf(operation: Operation): ZodOpenApiResponsesObject {
  const responses: Record<string, ZodOpenApiResponseObject> = {
    [operation.declaration.answer.status ?? 200]: successResponse(operation.declaration),
  };
  const { orEmpty } = operation.declaration.answer;
  if (orEmpty) responses[204] = { description: orEmpty, headers: headerRefs(["X-Request-Id"]) };
  for (const [status, codes] of problemsByStatus(operation)) {
    responses[status] = problemResponse(status, codes, operation.declaration.access);
  }
  return responses as ZodOpenApiResponsesObject;
}
