import { afterAll, beforeAll, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { lastTargets } from "@/lib/jobs/last-targets";
import { smallCallFlow } from "@/tests/support/flow-bodies";
import { etagIn, type MadeFlow, makeCallFlow, patchFlow } from "@/tests/support/flow-steps";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import type { PortalClient } from "@/tests/support/portal-client";
import { statementsOf } from "@/tests/support/statement-log";
import { transfer, transferOf } from "@/tests/support/transfer-steps";

/** Of two copies one is behind its source; the third flow is no copy. */
let portal: TestPortal;
let from: TestWorkspace;
let to: TestWorkspace;
let lead: PortalClient;
/** May not see the source's workspace. */
let local: PortalClient;
let sources: MadeFlow[];
let copies: string[];
let own: MadeFlow;

beforeAll(async () => {
  portal = await openPortal();
  [from, to] = [await portal.addWorkspace(), await portal.addWorkspace()];
  lead = await portal.addPerson("Lena Lead", [
    [from, "editor"],
    [to, "editor"],
  ]);
  local = await portal.addPerson("Lou Local", [[to, "editor"]]);
  sources = [
    await makeCallFlow(lead, from, smallCallFlow("Front desk")),
    await makeCallFlow(lead, from, smallCallFlow("Night line")),
  ];
  const body = transferOf(
    from,
    sources.map(({ id }) => id),
    [to],
  );
  copies = (await transfer(lead, body)).items.map(({ flowId }: { flowId: string }) => flowId);
  own = await makeCallFlow(lead, to, smallCallFlow("Their own"));
  for (const prompt of ["Second", "Third"]) {
    const path = sources[0]?.path ?? "";
    const { status } = await patchFlow(lead, { path, etag: etagIn(await lead.get(path)) }, { prompt });
    expect(status).toBe(200);
  }
  expect((await lead.get(`${to.path}/call-flows?refresh=1`)).status).toBe(200);
});
afterAll(() => portal.close());

interface Item {
  id: string;
  copiedFrom: unknown;
}
async function list(client: PortalClient, query = ""): Promise<{ items: Item[]; total: number }> {
  const { status, json } = await client.get(`${to.path}/call-flows?${query}`);
  expect(status).toBe(200);
  return json;
}
const ids = async (client: PortalClient, query: string) =>
  (await list(client, query)).items.map(({ id }) => id).sort();
const sourceIn = ({ items }: { items: Item[] }, id: string | undefined) =>
  items.find((item) => item.id === id)?.copiedFrom;

it("a list says what its flows were copied from, and how far each is behind", async () => {
  const listed = await list(lead);
  const source = (at: number, name: string, behind: number) => ({
    source: { workspace: from.slug, id: sources[at]?.id, name, behind },
  });
  expect(sourceIn(listed, copies[0])).toEqual(source(0, "Front desk", 2));
  expect(sourceIn(listed, copies[1])).toEqual(source(1, "Night line", 0));
  expect(sourceIn(listed, own.id)).toBeNull();
});

it("a list can have the copies alone, or those that are behind, and counts no others", async () => {
  expect(await ids(lead, "copy=any")).toEqual([...copies].sort());
  expect(await list(lead, "copy=behind")).toMatchObject({ items: [{ id: copies[0] }], total: 1 });
  expect((await lead.get(`${to.path}/call-flows?copy=all`)).status).toBe(400);
});

it("who may not see the source learns that a flow is a copy, also by no filter and no number more", async () => {
  const listed = await list(local);
  expect(copies.map((id) => sourceIn(listed, id))).toEqual([{ source: null }, { source: null }]);
  expect(JSON.stringify(listed)).not.toContain(from.slug);
  expect(await ids(local, "copy=any")).toEqual([...copies].sort());
  expect(await list(local, "copy=behind")).toMatchObject({ items: [], total: 0 });
});

it("the overview counts the copies that are behind, for who may see their sources", async () => {
  const behind = async (client: PortalClient) =>
    (await client.get("/api/overview")).json.items.find(({ slug }: { slug: string }) => slug === to.slug)
      .copiesBehind;
  expect(await behind(lead)).toEqual({ callFlows: 1, messageFlows: 0 });
  expect(await behind(local)).toEqual({ callFlows: 0, messageFlows: 0 });
});

it("a list costs one statement for all its sources, however many copies it has", async () => {
  const statements = await statementsOf(async () => void (await list(lead)));
  expect(statements.filter((text) => text.includes('"FlowLink"'))).toHaveLength(1);
  expect(statements.length).toBeLessThanOrEqual(6);
});

it("the last targets of a person are those of their own newest copy from there, puttings back apart", async () => {
  const other = await portal.addWorkspace();
  const person = await portal.addPerson("Pia", [
    [from, "editor"],
    [to, "editor"],
    [other, "editor"],
  ]);
  const { id } = await database().user.findUniqueOrThrow({ where: { email: person.email } });
  expect(await lastTargets(id, from.id)).toEqual([]);
  const source = sources[1]?.id ?? "";
  await transfer(person, transferOf(from, [source], [other], { existing: "second" }));
  expect(await lastTargets(id, from.id)).toEqual([other.id]);
  await transfer(person, transferOf(from, [source], [other, to], { existing: "second" }));
  expect((await lastTargets(id, from.id)).sort()).toEqual([other.id, to.id].sort());
  const back = {
    sources: [
      {
        workspace: from.slug,
        kind: "call_flow" as const,
        id: sources[0]?.id ?? "",
        back: { to: 2, from: 3 },
      },
    ],
  };
  await transfer(person, { ...back, targets: [{ workspace: from.slug }] });
  expect((await lastTargets(id, from.id)).sort()).toEqual([other.id, to.id].sort());
  expect(await lastTargets(id, to.id)).toEqual([]);
});
