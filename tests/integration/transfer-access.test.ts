import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { smallCallFlow } from "@/tests/support/flow-bodies";
import { makeCallFlow } from "@/tests/support/flow-steps";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import { PortalClient } from "@/tests/support/portal-client";
import {
  applyTransfer,
  previewTransfer,
  receiptOf,
  type TransferBody,
  transferOf,
} from "@/tests/support/transfer-steps";

const ROLES = [null, "viewer", "auditor", "editor", "admin"] as const;
type Role = (typeof ROLES)[number];
const PAIRS = ROLES.flatMap((source) => ROLES.map((target) => ({ source, target })));

let portal: TestPortal;
let from: TestWorkspace;
let to: TestWorkspace;
let flow: string;
let done: { id: string; flowId: string };

beforeAll(async () => {
  portal = await openPortal();
  [from, to] = [await portal.addWorkspace(), await portal.addWorkspace()];
  flow = (await makeCallFlow(portal.owner, from, smallCallFlow("Front desk"))).id;
  const begun = await applyTransfer(portal.owner, transferOf(from, [flow], [to]));
  const receipt = await receiptOf(portal.owner, begun.json.id);
  done = { id: receipt.id, flowId: receipt.items[0].flowId };
});
afterAll(() => portal.close());

async function person(source: Role, target: Role): Promise<PortalClient & { email: string }> {
  const bindings: [TestWorkspace, NonNullable<Role>][] = [];
  if (source) bindings.push([from, source]);
  if (target) bindings.push([to, target]);
  return await portal.addPerson("Somebody", bindings);
}

let made = 0;
/** A transfer of a flow that nobody has copied yet. */
async function newBody(): Promise<TransferBody> {
  const { id } = await makeCallFlow(portal.owner, from, smallCallFlow(`Flow ${++made}`));
  return transferOf(from, [id], [to]);
}
const writes = async () => (await portal.sandbox.writes(to.tenant.workspaceId)).length;

const canWrite = (role: Role) => role === "editor" || role === "admin";
/** What somebody gets who begins a transfer, or previews one: a workspace of others is as good as none. */
function statusOf(source: Role, target: Role, allowed: number): number {
  if (source === null || target === null) return 404;
  return canWrite(target) ? allowed : 403;
}

describe.each(PAIRS)(
  "somebody who is $source at the source and $target at the target",
  ({ source, target }) => {
    it("previews, begins, maps and reads as far as both roles allow, and sends nothing otherwise", async () => {
      const client = await person(source, target);
      const before = await writes();
      const body = await newBody();
      expect((await previewTransfer(client, body)).status).toBe(statusOf(source, target, 200));
      const { fingerprint } = (await previewTransfer(portal.owner, body)).json;
      const begun = await applyTransfer(client, body, { fingerprint });
      expect(begun.status).toBe(statusOf(source, target, 202));
      if (begun.status === 202) await receiptOf(client, begun.json.id);
      expect((await writes()) - before).toBe(begun.status === 202 ? 1 : 0);

      const map = `${to.path}/maps/${from.slug}`;
      const ofMap = target === null ? 404 : !canWrite(target) ? 403 : source === null ? 404 : 200;
      expect((await client.get(map)).status).toBe(ofMap);
      expect((await client.call("PUT", map, { body: { version: 99 } })).status).toBe(
        ofMap === 200 ? 412 : ofMap,
      );

      const receipt = await client.get(`/api/transfers/${done.id}`);
      expect(receipt.status).toBe(target === null ? 404 : 200);
      if (receipt.status === 200) expect(receipt.json.items[0].source === null).toBe(source === null);
      if (source === null) expect(receipt.text).not.toContain(from.slug);
      const links = await client.get(`${to.path}/call-flows/${done.flowId}/links`);
      expect(links.status).toBe(target === null ? 404 : 200);
      if (links.status === 200) expect(links.json.from === null).toBe(source === null);
      const listed = (await client.get("/api/transfers")).json.items.map(({ id }: { id: string }) => id);
      expect(listed.includes(done.id)).toBe(target !== null);
    });
  },
);

describe("rights that go between the preview and its sending", () => {
  const revoked: [string, (client: PortalClient, who: string) => Promise<unknown>, string][] = [
    ["at the source", (_, who) => portal.owner.call("DELETE", `${from.path}/members/${who}`), "not_allowed"],
    ["at the target", (_, who) => portal.owner.call("DELETE", `${to.path}/members/${who}`), "not_allowed"],
    [
      "to write at the target",
      (_, who) => portal.owner.call("PATCH", `${to.path}/members/${who}`, { body: { role: "viewer" } }),
      "not_allowed",
    ],
    [
      "with the person",
      (_, who) => portal.owner.call("PATCH", `/api/users/${who}`, { body: { disabled: true } }),
      "not_allowed",
    ],
  ];

  it.each(revoked)("%s keep it from being sent", async (_, revoke, code) => {
    const client = await person("viewer", "editor");
    const body = await newBody();
    const who = (await client.get("/api/me")).json.user.id;
    const begun = await applyTransfer(client, body);
    const before = await writes();
    const answer = (await revoke(client, who)) as { status: number; text: string };
    expect(answer.status, answer.text).toBeLessThan(300);
    const receipt = await receiptOf(portal.owner, begun.json.id);
    expect(receipt.items).toMatchObject([{ state: "failed", problem: { code } }]);
    expect(await writes()).toBe(before);
  });

  it("and before it is begun refuse it, and name who it was in the log", async () => {
    const client = await person("viewer", "editor");
    const body = await newBody();
    const { fingerprint } = (await previewTransfer(client, body)).json;
    const who = (await client.get("/api/me")).json.user.id;
    await portal.owner.call("PATCH", `${to.path}/members/${who}`, { body: { role: "viewer" } });
    expect((await applyTransfer(client, body, { fingerprint })).status).toBe(403);
    const events = (await portal.owner.get(`${to.path}/audit-events?action=transfer.apply&outcome=denied`))
      .json.items;
    expect(events[0].actor.email).toBe(client.email);
  });
});

describe("a token", () => {
  it("copies as far as its own workspaces and role go, and no further once it is revoked", async () => {
    const make = async (workspaces: string[]) => {
      const token = await portal.owner.call("POST", "/api/tokens", {
        body: {
          name: "Copier",
          workspaces,
          role: "editor",
          expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
        },
      });
      expect(token.status, token.text).toBe(201);
      return { id: token.json.id, client: new PortalClient(portal.owner.userId).withToken(token.json.token) };
    };
    const body = await newBody();
    const narrow = await make([to.slug]);
    expect((await previewTransfer(narrow.client, body)).status).toBe(404);
    const wide = await make([from.slug, to.slug]);
    const begun = await applyTransfer(wide.client, body);
    expect(begun.status).toBe(202);
    await portal.owner.call("DELETE", `/api/tokens/${wide.id}`);
    const receipt = await receiptOf(portal.owner, begun.json.id);
    expect(receipt.items).toMatchObject([{ state: "failed", problem: { code: "not_allowed" } }]);
  });
});
