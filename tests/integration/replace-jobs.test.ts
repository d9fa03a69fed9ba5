import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { smallCallFlow } from "@/tests/support/flow-bodies";
import { eventsOf, type MadeFlow, makeCallFlow } from "@/tests/support/flow-steps";
import { runToEnd } from "@/tests/support/job-steps";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import type { PortalClient } from "@/tests/support/portal-client";

let portal: TestPortal;
let workspace: TestWorkspace;
let editor: PortalClient & { email: string };

beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());
beforeEach(async () => {
  workspace = await portal.addWorkspace();
  editor = await portal.addPerson("Edith Editor", [[workspace, "editor"]]);
});

const OLD = "Ring 555-0100, or 555-0100 at night";
/** The second hit in it. */
const SECOND = "/description:18-26";
const withText = (name: string) =>
  makeCallFlow(editor, workspace, { ...smallCallFlow(), name, description: OLD });
const textOf = async ({ id }: MadeFlow) => (await portal.sandbox.stored(id)).description;

async function replace(
  flows: readonly (MadeFlow & { hits?: string[] })[],
  replacement: Record<string, unknown>,
) {
  const items = flows.map(({ id, etag, hits = null }) => ({
    ...{ workspace: workspace.slug, kind: "call_flow", id, ifMatch: etag, hits },
  }));
  return await editor.call("POST", "/api/jobs", {
    body: { type: "replace_text", replacement, items },
    headers: { "idempotency-key": randomUUID() },
  });
}

it("a replacement changes what was shown in each flow, but the hits that were left out", async () => {
  const [all, some] = [await withText("All"), await withText("Some")];
  const preview = { find: "555-0100", replace: "555-0199" };
  const { json } = await replace([all, { ...some, hits: [SECOND] }], preview);
  expect((await runToEnd(editor, json.id)).done).toBe(2);
  expect([await textOf(all), await textOf(some)]).toEqual([
    "Ring 555-0199, or 555-0199 at night",
    "Ring 555-0199, or 555-0100 at night",
  ]);
  const events = (await eventsOf(editor, workspace, "&action=call_flow.update")).filter(
    ({ request }) => request.correlationId === json.id,
  );
  expect(events.map(({ changes }) => changes.map(({ path }: { path: string }) => path))).toEqual([
    ["/description"],
    ["/description"],
  ]);
});

it("a flow that was edited since its hits were shown is left alone, and a hit that it doesn't have is refused", async () => {
  const [edited, odd] = [await withText("Edited"), await withText("Odd")];
  await portal.sandbox.edit("call", edited.id, { description: "555-0100 again" });
  const { json } = await replace([edited, { ...odd, hits: ["/description:99-107"] }], {
    find: "555-0100",
    replace: "555-0199",
  });
  const job = await runToEnd(editor, json.id);
  expect(
    job.items.map(({ outcome, problem }: { outcome: string; problem: { code: string } }) => [
      outcome,
      problem.code,
    ]),
  ).toEqual([
    ["left_out", "stale"],
    ["failed", "invalid_body"],
  ]);
  expect([await textOf(edited), await textOf(odd)]).toEqual(["555-0100 again", OLD]);
});

it("a pattern that can't be read is refused, with its place", async () => {
  const flow = await withText("Any");
  const { status, json } = await replace([flow], { find: "(", replace: "", regex: true });
  expect([status, json.errors[0].path]).toEqual([422, "/replacement/find"]);
});
