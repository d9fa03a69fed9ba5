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

const longestMs = 600_000;
const status = z.union([400, 401, 403, 404, 429, 500, 502, 503, 504].map((code) => z.literal(code)));

/** A fault rule, as `POST /faults` takes it. `apply` says whether the request is still carried out. */
export const faultRuleSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    ...common,
    kind: z.literal("delay"),
    ms: z.number().nonnegative().max(longestMs),
    when: z.enum(["before", "after"]).default("before"),
  }),
  // Somebody edits the flow in the vendor's dashboard, right before or after the request is carried out.
  z.strictObject({
    ...common,
    kind: z.literal("edit"),
    when: z.enum(["before", "after"]).default("before"),
    /** The flow that is edited; without it, the one that the request's path names. */
    flow: z.strictObject({ kind: z.enum(["call", "message"]), id: z.string() }).optional(),
    /** The stored fields to change, as `PATCH /flows/{kind}/{id}` of the control port takes them. */
    patch: z.record(z.string(), z.unknown()),
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
  // A success that says something else than what was asked for.
  z.strictObject({
    ...common,
    kind: z.literal("odd_answer"),
    answer: z.enum(["not_success", "empty_object", "older_flow", "stranger_flow", "same_flow_before"]),
    /** The flow of `older_flow`; without it, the oldest other one of the workspace. */
    flowId: z.string().optional(),
    status: z.union([z.literal(200), z.literal(201)]).default(200),
    apply: z.boolean().default(false),
  }),
  // The connection ends, and the request is carried out long afterwards.
  z.strictObject({
    ...common,
    kind: z.literal("late"),
    /** How long after its arrival the request is carried out. */
    ms: z.number().nonnegative().max(longestMs),
    end: z.enum(["cut", "hang", "gateway"]).default("cut"),
    /** How long after its arrival the connection is cut, or a gateway answers 504. */
    endMs: z.number().nonnegative().max(longestMs).default(0),
  }),
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
export type EditFault = Extract<FaultRule, { kind: "edit" }>;
export type AnswerFault = Exclude<FaultRule, DelayFault | EditFault>;
export type OddAnswerFault = Extract<FaultRule, { kind: "odd_answer" }>;
export type LateFault = Extract<FaultRule, { kind: "late" }>;

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
