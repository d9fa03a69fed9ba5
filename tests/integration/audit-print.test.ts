import { afterAll, beforeAll, expect, it } from "vitest";
import { auditPrintData } from "@/app/(portal)/[workspace]/audit/print/audit-print-data";
import { SYSTEM_ACTOR } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import { type LooseEvent, looseEvent } from "@/tests/support/loose-event";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";

let portal: TestPortal;
let workspace: TestWorkspace;

const DESK = { type: "call_flow", id: "665f00000000000000000001", name: "Front desk" };
const MEMBER = { type: "user", id: "01900000-0000-7000-8000-00000000000b", name: "Tom" };

beforeAll(async () => {
  portal = await openPortal();
  workspace = await portal.addWorkspace();
});
afterAll(() => portal.close());

async function record(event: Partial<LooseEvent>): Promise<void> {
  const edit = { workspaceId: workspace.id, actor: SYSTEM_ACTOR, action: "call_flow.update", target: DESK };
  await recordEvent(database(), looseEvent({ ...edit, outcome: "succeeded", ...event }));
}

it("a printed log has as many events as paper holds, the newest, and says whether there are more", async () => {
  const filter = { chain: workspace.id, target: DESK.id };
  for (let n = 0; n < 500; n++) await record({});
  const all = await auditPrintData(filter, false);
  expect([all.events.length, all.hasMore]).toEqual([500, false]);

  // So large that a page of the log has no room for all three, so a read doesn't end at a round number any more.
  const prompt = "x".repeat(3 * 1024 * 1024);
  for (let n = 0; n < 3; n++) await record({ changes: [{ path: "/prompt", before: null, after: prompt }] });
  const { events, hasMore, head } = await auditPrintData(filter, false);
  expect([events.length, hasMore]).toEqual([500, true]);
  expect(events[0]?.sequence).toBe(head?.sequence);
  expect(events[0]?.integrity.hash).toBe(head?.hash);
});

it("a printed log knows the names in its filter, also of a target that is no flow", async () => {
  await record({ action: "binding.add", target: MEMBER });
  const { choices } = await auditPrintData({ chain: workspace.id, target: MEMBER.id }, false);
  expect(choices.flows).toEqual([
    { value: DESK.id, label: DESK.name, group: "Call flows" },
    { value: MEMBER.id, label: MEMBER.name, group: "Not a flow" },
  ]);
});

it("only a reader who may verify a log gets its signed checkpoint on paper", async () => {
  await portal.owner.get(`${workspace.path}/audit-events/export?format=ndjson&proof=1`);
  const [reader, auditor] = [false, true].map((may) => auditPrintData({ chain: workspace.id }, may));
  expect((await reader)?.checkpoint).toBeNull();
  expect((await auditor)?.checkpoint).toContain(workspace.id);
});
