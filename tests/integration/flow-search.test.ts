import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { forgetRefreshes } from "@/tests/support/budget-time";
import { smallCallFlow } from "@/tests/support/flow-bodies";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";

let portal: TestPortal;
let workspace: TestWorkspace;

const NAMES = ["Cafe\u0301 Front desk", "İstanbul support", "100 % answered", "Straße & co"];

beforeAll(async () => {
  portal = await openPortal();
  workspace = await portal.addWorkspace();
  for (const name of NAMES) {
    const body = smallCallFlow(name, { description: `About ${name}: résumé` });
    expect((await portal.owner.write("POST", `${workspace.path}/call-flows`, body)).status).toBe(201);
  }
});
afterAll(() => portal.close());

interface Found {
  items: { name: string }[];
  unread: number;
}

async function search(q: string, more = ""): Promise<Found> {
  const path = `${workspace.path}/call-flows?q=${encodeURIComponent(q)}${more}`;
  return (await portal.owner.get(path)).json;
}

const namesFor = async (q: string) => (await search(q)).items.map(({ name }) => name);

describe("a search for a flow", () => {
  it.each([
    ["Café", [NAMES[0]]],
    ["cafe\u0301", [NAMES[0]]],
    ["DESK front", [NAMES[0]]],
    ["istanbul", [NAMES[1]]],
    ["İSTANBUL", [NAMES[1]]],
    ["100 %", [NAMES[2]]],
    ["%", [NAMES[2]]],
    ["_", []],
    ["strasse", [NAMES[3]]],
    ["resume desk", [NAMES[0]]],
    ["desk istanbul", []],
    ["  ", [...NAMES]],
  ])("%j finds %j", async (words, found) => {
    expect((await namesFor(words)).sort()).toEqual([...found].sort());
  });

  it("finds what the newest list of the upstream says", async () => {
    await portal.sandbox.edit("call", await idOf(NAMES[3] ?? ""), { name: "Ärztehaus" });
    expect(await namesFor("arztehaus")).toEqual([]);
    await forgetRefreshes();
    await portal.owner.get(`${workspace.path}/call-flows?refresh=1`);
    expect(await namesFor("arztehaus")).toEqual(["Ärztehaus"]);
    expect(await namesFor("strasse co")).toEqual(["Ärztehaus"]);
  });

  it("says how many descriptions it could not read, and none of flows that it found", async () => {
    const other = await portal.addWorkspace();
    const { key, workspaceId } = other.tenant;
    const headers = { "x-api-key": key, "x-workspace-id": workspaceId, "content-type": "application/json" };
    for (const name of ["Billing", "Bookings"]) {
      const body = JSON.stringify(smallCallFlow(name, { description: "About invoices" }));
      const made = await fetch(`${portal.sandbox.url}/v1/api/call-flows`, { method: "POST", headers, body });
      expect(made.status).toBe(201);
    }
    const path = `${other.path}/call-flows?refresh=1`;
    await portal.owner.get(path);
    const found: Found = (await portal.owner.get(`${other.path}/call-flows?q=booking`)).json;
    expect([found.items.map(({ name }) => name), found.unread]).toEqual([["Bookings"], 1]);
    expect((await portal.owner.get(`${other.path}/call-flows`)).json.unread).toBe(0);
  });
});

it("names are sorted without regard to case and accents", async () => {
  const { items } = await search("", "&sort=name");
  const names = items.map(({ name }) => name);
  expect(names).toEqual([...names].sort((one, two) => one.localeCompare(two, "en", { sensitivity: "base" })));
});

async function idOf(name: string): Promise<string> {
  const { json } = await portal.owner.get(`${workspace.path}/call-flows`);
  return json.items.find((item: { name: string; id: string }) => item.name === name).id;
}
