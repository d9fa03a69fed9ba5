import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import type { Role } from "@/lib/identity/roles";
import { MOST_TOKENS } from "@/lib/identity/rules";
import { tokenHash } from "@/lib/identity/secret-token";
import { newApiToken } from "@/lib/identity/token-form";
import { smallCallFlow } from "@/tests/support/flow-bodies";
import { makeCallFlow, patchFlow } from "@/tests/support/flow-steps";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import { PortalClient } from "@/tests/support/portal-client";
import { statementsOf, writes } from "@/tests/support/statement-log";

let portal: TestPortal;
let here: TestWorkspace;
let elsewhere: TestWorkspace;
let editor: PortalClient & { email: string };

beforeAll(async () => {
  portal = await openPortal();
  here = await portal.addWorkspace({ name: "Here" });
  elsewhere = await portal.addWorkspace({ name: "Elsewhere" });
});
beforeEach(async () => {
  editor = await portal.addPerson("Edith Editor", [
    [here, "editor"],
    [elsewhere, "viewer"],
  ]);
});
afterAll(() => portal.close());

const DAY_MS = 24 * 60 * 60 * 1000;
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();
const valid = () => ({ name: "Nightly", workspaces: [here.slug], role: "editor", expiresAt: inDays(30) });

async function make(owner: PortalClient, more: Record<string, unknown> = {}) {
  const answer = await owner.call("POST", "/api/tokens", { body: { ...valid(), ...more } });
  expect([answer.status, answer.text]).toEqual([201, expect.stringContaining("swb_")]);
  const { id, token } = answer.json as { id: string; token: string };
  return { id, token, script: new PortalClient(owner.userId).withToken(token) };
}
const setRole = (person: PortalClient, workspace: TestWorkspace, role: Role) =>
  portal.owner.call("PATCH", `${workspace.path}/members/${person.userId}`, { body: { role } });
const withoutRequestId = (text: string) => text.replace(/"requestId":"[^"]*"/, "");

describe("a token", () => {
  it("works without cookie and origin, and a cookie beside it counts for nothing", async () => {
    const { script } = await make(editor);
    const made = await script.write("POST", `${here.path}/call-flows`, smallCallFlow());
    expect([made.status, made.json.code]).toEqual([201, undefined]);
    expect((await script.get(`${here.path}/call-flows`)).status).toBe(200);
    // The owner's cookie, which alone may do more.
    const { client } = await portal.signIn("owner@example.com", "the owner's password");
    const both = client.withToken((await make(editor, { role: "viewer" })).token);
    expect((await both.get("/api/me")).json.user.id).toBe(editor.userId);
    expect((await both.write("POST", `${here.path}/call-flows`, smallCallFlow())).status).toBe(403);
    client.withToken(newApiToken());
    expect((await client.get("/api/me")).status).toBe(401);
  });

  it("says whose it is, where it counts and until when", async () => {
    const { id, script } = await make(editor, { workspaces: [here.slug, elsewhere.slug], role: "viewer" });
    expect((await script.get("/api/me")).json).toMatchObject({
      user: { id: editor.userId, owner: false },
      token: { id, name: "Nightly", expiresAt: expect.any(String) },
      bindings: [
        { slug: elsewhere.slug, role: "viewer" },
        { slug: here.slug, role: "viewer" },
      ],
    });
    expect((await editor.get("/api/me")).json.token).toBeNull();
  });

  it("is stored as its hash alone, and listed by its last four characters", async () => {
    const { id, token } = await make(editor);
    const row = await database().apiToken.findUniqueOrThrow({ where: { id } });
    expect(row.tokenHash).toBe(tokenHash(token));
    expect(JSON.stringify(row)).not.toContain(token.slice(4, -4));
    const { json, text } = await editor.get("/api/tokens");
    expect(json.items).toMatchObject([
      {
        id,
        name: "Nightly",
        role: "editor",
        hint: token.slice(-4),
        expired: false,
        lastUsedAt: null,
        workspaces: [{ slug: here.slug, role: "editor" }],
      },
    ]);
    expect(text).not.toContain(token.slice(4, -4));
    expect(portal.logLines.join("\n")).not.toContain(token.slice(4, -4));
  });

  it("is used at most once a minute as far as the database is concerned, and read by one statement", async () => {
    const { id, script } = await make(editor);
    const path = `${here.path}/audit-events?limit=1`;
    const first = await statementsOf(async () => expect((await script.get(path)).status).toBe(200));
    expect(first.filter(writes)).toHaveLength(1);
    const used = (await database().apiToken.findUniqueOrThrow({ where: { id } })).lastUsedAt;
    expect(used).not.toBeNull();
    const next = await statementsOf(() => script.get(path));
    expect(next.filter(writes)).toEqual([]);
    expect(next.filter((text) => text.includes('"ApiToken"'))).toHaveLength(1);
    expect((await database().apiToken.findUniqueOrThrow({ where: { id } })).lastUsedAt).toEqual(used);
  });

  it("with a wrong checksum is refused without a question to the database", async () => {
    const { token } = await make(editor);
    const wrong = `${token.slice(0, -1)}${token.endsWith("a") ? "b" : "a"}`;
    for (const text of [wrong, "swb_", "", "another-scheme"]) {
      const asked = await statementsOf(async () => {
        const answer = await portal.nobody.get("/api/me", { authorization: `Bearer ${text}` });
        expect([text, answer.status]).toEqual([text, 401]);
      });
      expect(asked).toEqual([]);
    }
  });

  it("that is malformed, unknown, revoked, expired or of somebody disabled gets one and the same answer", async () => {
    const person = await portal.addPerson("Nora", [[here, "editor"]]);
    const [revoked, expired, disabled] = [await make(editor), await make(editor), await make(person)];
    expect((await editor.call("DELETE", `/api/tokens/${revoked.id}`)).status).toBe(204);
    await database().apiToken.update({ where: { id: expired.id }, data: { expiresAt: new Date() } });
    await portal.owner.call("PATCH", `/api/users/${person.userId}`, { body: { disabled: true } });
    const answers = [];
    for (const token of ["swb_nonsense", newApiToken(), revoked.token, expired.token, disabled.token])
      for (const path of ["/api/me", here.path, "/api/users"]) {
        const answer = await new PortalClient().withToken(token).get(path);
        const headers = [...answer.headers].filter(([name]) => name !== "x-request-id");
        answers.push(JSON.stringify([answer.status, headers, withoutRequestId(answer.text)]));
      }
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('["www-authenticate","Bearer"]');
    expect(answers[0]).toContain("not_signed_in");
  });

  it("of another scheme is none: a proxy's own password does not get in the way of a cookie", async () => {
    expect((await editor.get("/api/me", { authorization: "Basic Zm9vOmJhcg==" })).status).toBe(200);
  });
});

describe("what a token may do", () => {
  it("is never more than its person may now", async () => {
    const admin = await portal.addPerson("Ada", [[here, "admin"]]);
    const { script } = await make(admin, { role: "admin" });
    const members = () => script.get(`${here.path}/members`);
    expect((await members()).status).toBe(200);
    await setRole(admin, here, "editor");
    expect((await members()).json).toMatchObject({
      code: "not_allowed",
      detail: expect.stringMatching(/role of this token here \(editor\).*binding.manage/),
    });
    expect((await script.write("POST", `${here.path}/call-flows`, smallCallFlow())).status).toBe(201);
    await setRole(admin, here, "auditor");
    expect((await script.get(`${here.path}/audit-events/verify`)).status).toBe(200);
    expect((await script.write("POST", `${here.path}/call-flows`, smallCallFlow())).status).toBe(403);
    await portal.owner.call("DELETE", `${here.path}/members/${admin.userId}`);
    const gone = await script.get(`${here.path}/call-flows`);
    const none = await script.get("/api/workspaces/no-such/call-flows");
    expect([gone.status, withoutRequestId(gone.text)]).toEqual([404, withoutRequestId(none.text)]);
  });

  it("is by permissions, not by the order of roles: an editor's token does not read the log of an auditor", async () => {
    const { script } = await make(editor);
    await setRole(editor, here, "auditor");
    expect((await script.get(`${here.path}/audit-events/export`)).status).toBe(403);
    expect((await script.get(`${here.path}/changes`)).status).toBe(403);
    expect((await script.get(`${here.path}/call-flows`)).status).toBe(200);
    expect((await script.get("/api/me")).json.bindings).toMatchObject([{ role: "viewer" }]);
  });

  it("counts only in its workspaces: the others do not exist for it", async () => {
    const { script } = await make(editor);
    const hidden = await script.get(`${elsewhere.path}/call-flows`);
    const none = await script.get("/api/workspaces/no-such/call-flows");
    expect([hidden.status, withoutRequestId(hidden.text)]).toEqual([404, withoutRequestId(none.text)]);
    const { items } = (await script.get("/api/workspaces")).json;
    expect(items.map(({ slug }: { slug: string }) => slug)).toEqual([here.slug]);
  });

  it("never is to make tokens, or anything of accounts and of owners, even an owner's", async () => {
    const { script } = await make(portal.owner, { role: "admin" });
    const refused: [string, string, unknown?][] = [
      ["POST", "/api/tokens", valid()],
      ["GET", "/api/tokens"],
      ["DELETE", `/api/tokens/${randomUUID()}`],
      ["PATCH", "/api/me", { name: "Somebody else" }],
      ["GET", "/api/me/draft-key"],
      ["GET", "/api/sessions"],
      ["GET", "/api/users"],
      ["GET", "/api/audit-events"],
      ["PUT", `${here.path}/api-key`, { apiKey: "another" }],
      ["POST", `${here.path}/members`, { email: editor.email, role: "admin" }],
    ];
    for (const [method, path, body] of refused) {
      const answer = await script.call(method, path, body ? { body } : {});
      expect([method, path, answer.status, answer.json.code, answer.json.detail]).toEqual([
        ...[method, path, 403, "not_allowed"],
        expect.stringContaining("permission: session"),
      ]);
    }
  });

  it("ends at once: with its revocation, and with its person, with whom it does not come back", async () => {
    const { id, script } = await make(editor);
    const other = await make(editor);
    expect((await script.get("/api/me")).status).toBe(200);
    expect((await editor.call("DELETE", `/api/tokens/${id}`)).status).toBe(204);
    expect((await script.get("/api/me")).status).toBe(401);
    const disabled = (value: boolean) =>
      portal.owner.call("PATCH", `/api/users/${editor.userId}`, { body: { disabled: value } });
    await disabled(true);
    expect((await other.script.get("/api/me")).status).toBe(401);
    await disabled(false);
    expect((await other.script.get("/api/me")).status).toBe(401);
    const [event] = await portal.owner.events(`action=user.disable&target=${editor.userId}`);
    expect(event.detail).toMatchObject({ tokensRevoked: 1 });
  });
});

describe("making a token", () => {
  const refusal = async (more: Record<string, unknown>) => {
    const { status, json } = await editor.call("POST", "/api/tokens", { body: { ...valid(), ...more } });
    const paths = new Set(json.errors?.map(({ path }: { path: string }) => path));
    return [status, [...paths]];
  };

  it("needs a role that its maker has in each of its workspaces", async () => {
    expect(await refusal({ role: "admin" })).toEqual([422, ["/role"]]);
    expect(await refusal({ workspaces: [here.slug, elsewhere.slug] })).toEqual([422, ["/role"]]);
    expect(await refusal({ role: "auditor" })).toEqual([422, ["/role"]]);
    expect((await make(editor, { workspaces: [here.slug, elsewhere.slug], role: "viewer" })).id).toBeTruthy();
  });

  it("answers for somebody else's workspace as for none", async () => {
    const other = await portal.addWorkspace();
    const words = async (slug: string) =>
      (await editor.call("POST", "/api/tokens", { body: { ...valid(), workspaces: [here.slug, slug] } }))
        .json;
    expect((await words(other.slug)).errors).toEqual((await words("no-such")).errors);
    expect((await words(other.slug)).errors).toMatchObject([{ path: "/workspaces/1" }]);
  });

  it.each([
    ["no end", { expiresAt: undefined }, "/expiresAt"],
    ["an end in the past", { expiresAt: inDays(-1) }, "/expiresAt"],
    ["an end after more than a year", { expiresAt: inDays(367) }, "/expiresAt"],
    ["an end in words", { expiresAt: "tomorrow" }, "/expiresAt"],
    ["no name", { name: " " }, "/name"],
    ["no workspace", { workspaces: [] }, "/workspaces"],
    ["a made-up role", { role: "owner" }, "/role"],
  ])("is refused with %s, at the field", async (_, more, path) => {
    expect(await refusal(more)).toEqual([422, [path]]);
  });

  it("is refused to somebody who has the most that one may have, also to two at once", async () => {
    await make(editor);
    const userId = editor.userId ?? "";
    const rows = Array.from({ length: MOST_TOKENS - 2 }, (_, n) => ({
      ...{ id: randomUUID(), userId, name: `Token ${n}`, tokenHash: `made up ${randomUUID()}`, hint: "abcd" },
      ...{ role: "viewer" as const, expiresAt: new Date(inDays(1)) },
    }));
    await database().apiToken.createMany({ data: rows });
    const both = await Promise.all([1, 2].map(() => editor.call("POST", "/api/tokens", { body: valid() })));
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  });
});

describe("an owner", () => {
  it("lists and revokes anyone's, and the person is told who did it", async () => {
    const { id, script } = await make(editor);
    const listed = await portal.owner.get(`/api/tokens?user=${editor.userId}`);
    expect(listed.json.items).toMatchObject([{ id, name: "Nightly" }]);
    const path = `/api/tokens/${id}`;
    expect((await portal.owner.call("DELETE", path)).status).toBe(404);
    expect((await portal.owner.call("DELETE", `${path}?user=${editor.userId}`)).status).toBe(204);
    expect((await script.get("/api/me")).status).toBe(401);
    expect((await editor.get("/api/me/notices")).json.items).toMatchObject([
      { kind: "token_revoked", detail: { by: "Owner", token: "Nightly" } },
    ]);
    expect((await portal.owner.call("DELETE", `${path}?user=${editor.userId}`)).status).toBe(404);
  });

  it("alone may name somebody else", async () => {
    const { id } = await make(editor);
    const other = await portal.addPerson("Olga");
    expect((await other.get(`/api/tokens?user=${editor.userId}`)).status).toBe(403);
    expect((await other.call("DELETE", `/api/tokens/${id}?user=${editor.userId}`)).status).toBe(403);
    expect((await other.call("DELETE", `/api/tokens/${id}`)).status).toBe(404);
    expect((await editor.get("/api/tokens")).json.items).toHaveLength(1);
  });
});

describe("the log", () => {
  it("names the person behind a token, and a filter by the person finds what their tokens did", async () => {
    const { id, script } = await make(editor);
    const flow = await makeCallFlow(script, here);
    await patchFlow(editor, flow, { description: "By hand" });
    const found = await portal.owner.events(
      `actor=${editor.userId}&target=${flow.id}`,
      `${here.path}/audit-events`,
    );
    const person = { id: editor.userId, name: "Edith Editor", email: editor.email, role: "editor" };
    expect(found.map(({ actor }: { actor: unknown }) => actor)).toEqual([
      { ...person, type: "user" },
      { ...person, type: "token", token: { id, name: "Nightly" } },
    ]);
    expect(await portal.owner.events("q=nightly", `${here.path}/audit-events`)).not.toEqual([]);
    // Programs that know no tokens read their events as those of a newer version, and all others as before.
    const rows = await database().auditEvent.findMany({
      where: { targetId: flow.id },
      orderBy: { sequence: "asc" },
    });
    const kinds = rows
      .map(({ payload }) => JSON.parse(payload))
      .map(({ version, actor }) => [actor.type, version]);
    expect(kinds).toEqual([
      ["token", 2],
      ["user", 1],
    ]);
    const verified = await portal.owner.get(`${here.path}/audit-events/verify`);
    expect(verified.json.ok).toBe(true);
  });

  it("of the portal and of each workspace says that a token was made and revoked; only the portal's says where it counts", async () => {
    const { id } = await make(editor, { workspaces: [here.slug, elsewhere.slug], role: "viewer" });
    await portal.owner.call("DELETE", `/api/tokens/${id}?user=${editor.userId}`);
    for (const path of [`${here.path}/audit-events`, `${elsewhere.path}/audit-events`, "/api/audit-events"]) {
      const found = await portal.owner.events(`target=${id}`, path);
      expect(found.map(({ action }: { action: string }) => action)).toEqual(["token.revoke", "token.create"]);
      const where = path === "/api/audit-events" ? `${elsewhere.slug}, ${here.slug}` : undefined;
      expect(found[1].detail.workspaces).toBe(where);
      expect(found[0]).toMatchObject({
        actor: { type: "user", name: "Owner" },
        detail: { person: "Edith Editor" },
      });
    }
  });

  it("has the denials of a token, apart from those of its person", async () => {
    const { id, script } = await make(editor, { role: "viewer" });
    await setRole(editor, here, "viewer");
    const attempt = (client: PortalClient) =>
      client.write("POST", `${here.path}/call-flows`, smallCallFlow());
    await attempt(script);
    await attempt(editor);
    await script.call("POST", "/api/tokens", { body: valid() });
    const denied = await portal.owner.events(
      `outcome=denied&actor=${editor.userId}`,
      `${here.path}/audit-events`,
    );
    expect(denied.map(({ actor }: { actor: { type: string } }) => actor.type)).toEqual(["user", "token"]);
    const [inPortal] = await portal.owner.events(`outcome=denied&actor=${editor.userId}`);
    expect(inPortal).toMatchObject({
      action: "token.create",
      actor: { type: "token", role: null, token: { id } },
      detail: { missingPermission: "session" },
    });
  });
});

it("a token counts as its person where requests are repeated: one key, one change", async () => {
  const { script } = await make(editor);
  const headers = { "idempotency-key": randomUUID() };
  const body = smallCallFlow();
  const first = await editor.write("POST", `${here.path}/call-flows`, body, headers);
  const again = await script.write("POST", `${here.path}/call-flows`, body, headers);
  expect([again.status, again.json.id]).toEqual([201, first.json.id]);
  expect(again.headers.get("idempotency-replayed")).toBe("true");
});
