import { afterAll, beforeAll, expect, it } from "vitest";
import { etagIn, type MadeFlow, makeCallFlow, patchFlow } from "@/tests/support/flow-steps";
import { makeJobFlows, startPatch } from "@/tests/support/job-steps";
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

/** Without bookings of the budget, and notes of when somebody was seen or a flow was read: none of them comes each time. */
const ofEachRequest = (statements: string[]) =>
  statements.filter((text) => !text.includes("synchronous_commit"));

it("a save of one field costs three statements, and two of them wait for the disk", async () => {
  const statements = await statementsOf(async () => {
    const answer = await patchFlow(editor, flow, { description: "Saved" });
    expect(answer.status).toBe(200);
    flow = { ...flow, etag: etagIn(answer) };
  });
  expect(statements.length).toBeLessThanOrEqual(9);
  // The caller with the scene, the admission, the end.
  expect(ofEachRequest(statements)).toHaveLength(3);
  const durable = ofEachRequest(statements).filter(writes);
  expect(durable.map((text) => text.match(/"(fence|open)"/)?.[1])).toEqual(["fence", "open"]);
});

it("a read of a flow that has not changed costs one statement, and writes nothing", async () => {
  const statements = await statementsOf(async () => {
    expect((await editor.get(flow.path)).status).toBe(200);
  });
  expect(statements.length).toBeLessThanOrEqual(4);
  // The caller with the scene.
  expect(ofEachRequest(statements)).toHaveLength(1);
  expect(statements.filter(writes)).toEqual([]);
});

it("a page of the audit log costs at most three statements", async () => {
  const statements = await statementsOf(async () => {
    expect((await portal.owner.get(`${workspace.path}/audit-events`)).status).toBe(200);
  });
  expect(statements.length).toBeLessThanOrEqual(3);
});

it("a search over all workspaces costs three statements, however many they are, and writes nothing", async () => {
  const others = [await portal.addWorkspace(), await portal.addWorkspace()];
  const reader = await portal.addPerson(
    "Rita Reader",
    [workspace, ...others].map((one) => [one, "viewer"] as const),
  );
  await reader.get("/api/me");
  const statements = await statementsOf(async () => {
    const { json } = await reader.get("/api/search?q=desk%20brief");
    expect(json.items).toHaveLength(1);
  });
  // The caller, the places, the texts of the found flows.
  expect(statements).toHaveLength(3);
  expect(statements.filter(writes)).toEqual([]);
});

it("a job's page costs three statements, however many flows it has, and writes nothing", async () => {
  const flows = await makeJobFlows(editor, workspace, 4);
  const { json } = await startPatch(editor, flows, { isActive: true });
  const statements = await statementsOf(async () => {
    expect((await editor.get(`/api/jobs/${json.id}`)).json.total).toBe(4);
  });
  // The caller, the job, its flows.
  expect(ofEachRequest(statements)).toHaveLength(3);
  expect(statements.filter(writes)).toEqual([]);
});

it("a refused save leaves one statement that waits for the disk", async () => {
  const statements = await statementsOf(async () => {
    const answer = await patchFlow(editor, { ...flow, etag: '"another"' }, { description: "Refused" });
    expect(answer.status).toBe(412);
  });
  expect(ofEachRequest(statements).filter(writes)).toHaveLength(1);
});
