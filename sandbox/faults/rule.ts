import { z } from "zod";

const common = {
  match: z
    .strictObject({
      method: z.string().optional(),
      /** A prefix when it starts with "/", else a regular expression; matched with the path without its query. */
      path: z.string().refine(isPathPattern, "not a valid regular expression").optional(),
      workspaceId: z.string().optional(),
    })
    .default({}),
  /** How many requests the rule applies to before it is used up; 0 means all of them. */
  times: z.number().int().nonnegative().default(1),
};

const status = z.union([400, 401, 403, 404, 429, 500, 502, 503].map((code) => z.literal(code)));

/** A fault rule, as `POST /faults` takes it. `apply` says whether the request is still carried out. */
export const faultRuleSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    ...common,
    kind: z.literal("delay"),
    ms: z.number().nonnegative().max(600_000),
    when: z.enum(["before", "after"]).default("before"),
  }),
  z.strictObject({
    ...common,
    kind: z.literal("status"),
    status,
    shape: z.enum(["object", "string", "message", "text", "html", "empty"]).default("object"),
    message: z.string().optional(),
    apply: z.boolean().default(false),
  }),
  z.strictObject({
    ...common,
    kind: z.literal("reset"),
    when: z.enum(["before", "after"]).default("before"),
  }),
  z.strictObject({ ...common, kind: z.literal("hang"), apply: z.boolean().default(false) }),
  z.strictObject({ ...common, kind: z.literal("malformed"), apply: z.boolean().default(true) }),
  z.strictObject({
    ...common,
    kind: z.literal("content_type"),
    contentType: z.string(),
    apply: z.boolean().default(true),
  }),
  z.strictObject({ ...common, kind: z.literal("other_workspace") }),
  z.strictObject({
    ...common,
    kind: z.literal("huge"),
    bytes: z
      .number()
      .int()
      .positive()
      .max(1024 ** 3)
      .default(20 * 1024 * 1024),
  }),
]);

export type FaultRule = z.infer<typeof faultRuleSchema>;
export type DelayFault = Extract<FaultRule, { kind: "delay" }>;
export type AnswerFault = Exclude<FaultRule, { kind: "delay" }>;

/** Whether a rule is about this request. */
export function ruleMatches(
  rule: FaultRule,
  request: { method: string; path: string; workspaceId: string | null },
): boolean {
  const { method, path, workspaceId } = rule.match;
  if (method !== undefined && method.toUpperCase() !== request.method) return false;
  if (workspaceId !== undefined && workspaceId !== request.workspaceId) return false;
  if (path === undefined) return true;
  return path.startsWith("/") ? request.path.startsWith(path) : new RegExp(path).test(request.path);
}

function isPathPattern(path: string): boolean {
  if (path.startsWith("/")) return true;
  try {
    new RegExp(path);
    return true;
  } catch {
    return false;
  }
}
