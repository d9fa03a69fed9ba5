import { Problem } from "@/lib/problems/problem";

/** What a directory did wrong, in the words of RFC 7644 (section 3.12, table 9). */
export type ScimFault =
  | "invalidFilter"
  | "invalidPath"
  | "invalidSyntax"
  | "invalidValue"
  | "mutability"
  | "noTarget"
  | "tooMany"
  | "uniqueness";

/** Returns the problem of a request by which a directory did something wrong. Its answer is 400, or 409 for a value that is taken. */
export function scimProblem(fault: ScimFault, detail: string): Problem {
  const extra = { scimType: fault };
  return fault === "uniqueness"
    ? new Problem("conflict", detail, { extra })
    : new Problem("invalid_body", detail, { status: 400, extra });
}
