import { afterAll, beforeAll, expect, it } from "vitest";
import { setEnvironment } from "@/lib/env";
import { Keeper } from "@/lib/keeper/keeper";
import { smallMessageFlow } from "@/tests/support/flow-bodies";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";

const TOKEN = "a-token-for-the-scraper";

let portal: TestPortal;
let workspace: TestWorkspace;
beforeAll(async () => {
  portal = await openPortal({ env: { PORTAL_METRICS_TOKEN: TOKEN } });
  workspace = await portal.addWorkspace();
});
afterAll(() => portal.close());

async function scrape(authorization?: string) {
  return await portal.nobody.get("/api/metrics", { authorization });
}

/** A sample's value, by its name and labels as in the text. */
function sample(text: string, name: string): number | undefined {
  const line = text.split("\n").find((one) => one.startsWith(`${name} `));
  return line === undefined ? undefined : Number(line.slice(name.length + 1));
}

it("the right token gets metrics as text, from the database", async () => {
  const before = await scrape(`Bearer ${TOKEN}`);
  expect(before.status).toBe(200);
  expect(before.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  expect(before.headers.get("cache-control")).toBe("no-store");
  expect(sample(before.text, 'switchboard_changes{state="succeeded"}')).toBe(0);
  expect(sample(before.text, 'switchboard_workspaces{health="ok"}')).toBe(1);
  expect(sample(before.text, 'switchboard_users{state="active"}')).toBe(1);

  await portal.owner.write("POST", `${workspace.path}/message-flows`, smallMessageFlow(workspace));
  await portal.owner.get(`${workspace.path}/message-flows?refresh=1`);
  const { text } = await scrape(`Bearer ${TOKEN}`);
  expect(sample(text, 'switchboard_changes{state="succeeded"}')).toBe(1);
  expect(sample(text, "switchboard_oldest_pending_change_age_seconds")).toBe(0);
  expect(sample(text, `switchboard_audit_events_total{chain="${workspace.slug}"}`)).toBeGreaterThanOrEqual(2);
  expect(sample(text, 'switchboard_audit_events_total{chain="portal"}')).toBeGreaterThanOrEqual(1);
  expect(sample(text, `switchboard_audit_unsigned_events{chain="${workspace.slug}"}`)).toBeGreaterThanOrEqual(
    2,
  );
  expect(sample(text, 'switchboard_audit_deliveries{state="dead"}')).toBe(0);
  const mirror = `switchboard_mirror_age_seconds{workspace="${workspace.slug}",kind="message_flow"}`;
  expect(sample(text, mirror)).toBeLessThan(60);
  expect(sample(text, "switchboard_keeper_up")).toBe(0);
  expect(sample(text, `switchboard_keeper_unread_flows{workspace="${workspace.slug}"}`)).toBe(0);
  expect(sample(text, "process_resident_memory_bytes")).toBeGreaterThan(1_000_000);
});

it("what is read in the background is counted, and whether anybody does it", async () => {
  const keeper = new Keeper((error) => {
    throw error;
  });
  await keeper.round();
  await keeper.settled();
  const { text } = await scrape(`Bearer ${TOKEN}`);
  expect(sample(text, "switchboard_keeper_up")).toBe(1);
  const reads = `switchboard_keeper_reads_total{workspace="${workspace.slug}",of="list"}`;
  expect(sample(text, reads)).toBeGreaterThan(0);
});

it("no token, a wrong one and a portal without one answer the same 404", async () => {
  const answers = [await scrape(), await scrape(`Bearer ${TOKEN}x`), await scrape(`Basic ${TOKEN}`)];
  setEnvironment({ PORTAL_METRICS_TOKEN: "" });
  answers.push(await scrape(`Bearer ${TOKEN}`), await scrape("Bearer "));
  setEnvironment({ PORTAL_METRICS_TOKEN: TOKEN });
  const refusals = answers.map(({ status, json }) => ({ status, ...json, requestId: null }));
  expect(refusals[0]).toMatchObject({ status: 404, code: "not_found" });
  expect(new Set(refusals.map((one) => JSON.stringify(one))).size).toBe(1);
});
