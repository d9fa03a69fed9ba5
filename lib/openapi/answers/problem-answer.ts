import { z } from "zod";
import { PROBLEMS, type ProblemCode } from "@/lib/problems/problem";

const codes = Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]];

const conflict = z.object({
  path: z.string(),
  yours: z.unknown(),
  theirs: z.unknown(),
  base: z.unknown(),
});

/** A problem document (RFC 9457) with the members that some codes add. */
export const problemAnswer = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.enum(codes),
    requestId: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    errorCount: z.number().optional(),
    currentETag: z.string().optional(),
    conflicts: z.array(conflict).optional(),
    upstreamStatus: z.int().nullable().optional(),
    changeId: z.uuid().optional(),
  })
  .describe(
    "The problem. `code` is for programs, `detail` for people; `errors` has the first hundred bad fields; `errorCount`, their number where they are more.",
  );
