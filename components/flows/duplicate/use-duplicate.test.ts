import { describe, expect, it } from "vitest";
import { type DuplicatePlan, type DuplicateStage, runDuplicate, type Send } from "./use-duplicate";

const plan: DuplicatePlan = {
  apiPath: "/api/x",
  sourceId: "source",
  options: { name: "Copy", isActive: false },
  reason: "Branch",
  keys: { create: "k1", update: "k2" },
  correlationId: "c-1",
};
const later = { settings: { callSettings: { maxCallDuration: 9 }, security: { hipaaCompliance: true } } };
const made = (more: object = {}) => ({
  ok: true as const,
  status: 201,
  data: { id: "new", later: null, notCopied: [], ...more },
  etag: '"e"',
});
const fails = (code: string, status = 502) => ({
  ok: false as const,
  problem: { title: "No", status, code },
});

async function run(...answers: Awaited<ReturnType<Send>>[]) {
  const sent: Parameters<Send>[] = [];
  const stages: DuplicateStage["kind"][] = [];
  const send: Send = async (...request) => {
    sent.push(request);
    return answers[sent.length - 1] ?? fails("unexpected");
  };
  const end = await runDuplicate(plan, send, ({ kind }) => stages.push(kind));
  return { sent, stages, end };
}

describe("making a copy", () => {
  it("is one request when nothing is left for an update", async () => {
    const notCopied = [{ path: "/isActive", why: "It starts inactive" }];
    const { sent, end } = await run(made({ notCopied }));
    expect(sent).toEqual([
      [
        "POST",
        "/api/x/source/duplicate",
        { body: plan.options, idempotencyKey: "k1", reason: "Branch", correlationId: "c-1" },
      ],
    ]);
    expect(end).toEqual({ kind: "done", id: "new", notCopied });
  });

  it("sets the rest from the state that the create led to, under the same correlation id and another key", async () => {
    const { sent, stages, end } = await run(made({ later }), made());
    expect(sent[1]).toEqual([
      "PATCH",
      "/api/x/new",
      { body: later, ifMatch: '"e"', idempotencyKey: "k2", reason: "Branch", correlationId: "c-1" },
    ]);
    expect(stages).toEqual(["creating", "finishing"]);
    expect(end.kind).toBe("done");
  });

  it("that is refused sends nothing more", async () => {
    const { sent, end } = await run(fails("upstream_rejected"));
    expect(sent).toHaveLength(1);
    expect(end).toMatchObject({ kind: "refused", again: false });
  });

  it("without an answer may be requested again under its key", async () => {
    expect((await run(fails("offline", 0))).end).toMatchObject({ kind: "refused", again: true });
  });

  it("with an unknown outcome is no refusal", async () => {
    expect((await run(fails("outcome_unknown", 504))).end).toEqual({ kind: "unknown" });
  });

  it("that could not be finished says which fields are missing, and where the copy is", async () => {
    const { end } = await run(made({ later }), fails("upstream_budget", 429));
    expect(end).toMatchObject({
      kind: "partial",
      id: "new",
      missing: ["/settings/callSettings/maxCallDuration", "/settings/security/hipaaCompliance"],
      problem: { code: "upstream_budget" },
    });
  });
});
