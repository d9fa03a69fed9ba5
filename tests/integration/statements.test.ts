import { afterAll, beforeAll, expect, it } from "vitest";
import { etagIn, type MadeFlow, makeCallFlow, patchFlow } from "@/tests/support/flow-steps";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import type { PortalClient } from "@/tests/support/portal-client";
import { statementsOf, writes } from "@/tests/support/statement-log";

let portal: TestPortal;
let workspace: TestWorkspace;
let editor: PortalClient & { email: string };
let flow: MadeFlow;

beforeAll(async () => {
  portal = await openPortal();
  workspace = await portal.addWorkspace();
  editor = await portal.addPerson("Edith Editor", [[workspace, "editor"]]);
  flow = await makeCallFlow(editor, workspace);
  await editor.get(flow.path);
});
afterAll(() => portal.close());

it("a save of one field costs at most four statements, and two that wait for the disk", async () => {
  const statements = await statementsOf(async () => {
    const answer = await patchFlow(editor, flow, { description: "Saved" });
    expect(answer.status).toBe(200);
    flow = { ...flow, etag: etagIn(answer) };
  });
  // The caller with the scene, the admission, the end; and sometimes a booking of the budget.
  expect(statements.length).toBeLessThanOrEqual(4);
  const durable = statements.filter((text) => writes(text) && !text.includes("synchronous_commit"));
  expect(durable.map((text) => text.match(/"(fence|open)"/)?.[1])).toEqual(["fence", "open"]);
});

it("a read of a flow that has not changed costs at most two statements, and writes nothing", async () => {
  const statements = await statementsOf(async () => {
    expect((await editor.get(flow.path)).status).toBe(200);
  });
  // The caller with the scene; and sometimes a booking of the budget.
  expect(statements.length).toBeLessThanOrEqual(2);
  expect(statements.filter(writes)).toEqual([]);
});

it("a page of the audit log costs at most three statements", async () => {
  const statements = await statementsOf(async () => {
    expect((await portal.owner.get(`${workspace.path}/audit-events`)).status).toBe(200);
  });
  expect(statements.length).toBeLessThanOrEqual(3);
});

it("a refused save leaves one statement that waits for the disk", async () => {
  const statements = await statementsOf(async () => {
    const answer = await patchFlow(editor, { ...flow, etag: '"another"' }, { description: "Refused" });
    expect(answer.status).toBe(412);
  });
  const durable = statements.filter((text) => writes(text) && !text.includes("synchronous_commit"));
  expect(durable).toHaveLength(1);
});
