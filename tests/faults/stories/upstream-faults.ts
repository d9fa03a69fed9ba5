import type { Random } from "../random";

/** A way in which one write goes wrong at the upstream: a rule of the sandbox, under a name for the report. */
export interface UpstreamFault {
  name: string;
  rule: Record<string, unknown> | null;
  /** How long after its arrival the write is carried out; 0 for at once or never. */
  lateMs: number;
}

const fault = (name: string, rule: Record<string, unknown> | null, lateMs = 0) => ({ name, rule, lateMs });

const shapes = ["object", "string", "message", "text", "html", "empty"] as const;

/** Successes that say something else than what was asked for. */
export const ODD_ANSWERS = [
  "not_success",
  "empty_object",
  "older_flow",
  "stranger_flow",
  "same_flow_before",
] as const;

function late(chance: Random): UpstreamFault {
  const ms = chance.pick([400, 2_500, 7_000, 9_000, 14_000]);
  const end = chance.pick(["cut", "hang", "gateway"]);
  return fault(`late ${ms} ms after ${end}`, { kind: "late", ms, end, endMs: chance.pick([0, 200]) }, ms);
}

function status(chance: Random): UpstreamFault {
  const code = chance.pick([500, 502, 503, 504]);
  const apply = chance.chance(0.5);
  return fault(`status ${code}${apply ? ", applied" : ""}`, {
    kind: "status",
    status: code,
    shape: chance.pick(shapes),
    apply,
  });
}

function refusal(chance: Random): UpstreamFault {
  const code = chance.pick([400, 403, 404, 429]);
  return fault(`status ${code}`, { kind: "status", status: code, shape: chance.pick(shapes) });
}

function odd(chance: Random): UpstreamFault {
  const answer = chance.pick(ODD_ANSWERS);
  const apply = chance.chance(0.4);
  return fault(`answers ${answer}${apply ? ", applied" : ""}`, { kind: "odd_answer", answer, apply });
}

/** One fault of the upstream's own kinds. */
export function chooseFault(chance: Random): UpstreamFault {
  const simple = [
    fault("reset before", { kind: "reset", when: "before" }),
    fault("reset after", { kind: "reset", when: "after" }),
    fault("hang", { kind: "hang", apply: false }),
    fault("hang, applied", { kind: "hang", apply: true }),
    fault("slow answer", { kind: "delay", when: "after", ms: 2_500 }),
    fault("slow write", { kind: "delay", when: "before", ms: 2_500 }, 2_500),
    fault("answer breaks off", { kind: "malformed" }),
    fault("answer breaks off, not applied", { kind: "malformed", apply: false }),
    fault("wrong content type", { kind: "content_type", contentType: "text/html" }),
    fault("answer names another workspace", { kind: "other_workspace" }),
    fault("answer of 9 MB", { kind: "huge", bytes: 9_000_000 }),
  ] as const;
  const makers = [
    late,
    late,
    status,
    refusal,
    odd,
    () => chance.pick(simple),
    () => chance.pick(simple),
  ] as const;
  return chance.chance(0.2) ? fault("none", null) : chance.pick(makers)(chance);
}
