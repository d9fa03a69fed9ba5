import "server-only";
import { type Problem, type ProblemCode, problemDocument } from "@/lib/problems/problem";

/** The form in which a route takes bodies and answers. */
export interface AnswerForm {
  /** The media type of its answers, and the ones that a body may have. */
  type: string;
  bodyTypes: readonly string[];
  problemType: string;
  /** The status of a problem, by its code and what it has elsewhere. */
  statusOf: (code: ProblemCode, status: number) => number;
  documentOf: (problem: Problem, requestId: string) => Record<string, unknown>;
}

/** What all routes use that no standard says otherwise about. */
export const JSON_FORM: AnswerForm = {
  type: "application/json",
  bodyTypes: ["application/json"],
  problemType: "application/problem+json",
  statusOf: (_, status) => status,
  documentOf: problemDocument,
};

/** RFC 7644: section 3.1 for the media types, section 3.12 for errors, whose status is a text. */
const SCIM_FORM: AnswerForm = {
  type: "application/scim+json",
  bodyTypes: ["application/scim+json", "application/json"],
  problemType: "application/scim+json",
  // The standard knows no 422.
  statusOf: (_, status) => (status === 422 ? 400 : status),
  documentOf: ({ code, status, message, extra }) => ({
    schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"],
    status: String(SCIM_FORM.statusOf(code, status)),
    ...(typeof extra.scimType === "string" ? { scimType: extra.scimType } : {}),
    detail: message,
  }),
};

/** Returns the form of a route by who may call it: directories speak a standard of their own. */
export function answerForm(access: unknown): AnswerForm {
  return access === "directory" ? SCIM_FORM : JSON_FORM;
}
