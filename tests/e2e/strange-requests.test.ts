import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { HttpClient, type HttpRequest } from "@/tests/support/http-client";
import { type SharedPortal, sharedPortal } from "@/tests/support/shared-portal";
import { OWNER } from "@/tests/support/start-portal";

/** What nobody sends by mistake: the server neither fails on it nor fills its log with stack traces. */
let portal: SharedPortal;

beforeAll(async () => {
  portal = await sharedPortal();
});

const SIGN_IN = "/api/auth/callback/credentials";
const JSON_TYPE = { "content-type": "application/json" };
const FORM_TYPE = { "content-type": "application/x-www-form-urlencoded" };

/** Sends a request of somebody who has just opened the sign-in page. */
async function asVisitor(method: string, path: string, make: (token: string) => HttpRequest = () => ({})) {
  const visitor = new HttpClient(portal.url);
  const { json } = await visitor.call<{ csrfToken: string }>("GET", "/api/auth/csrf");
  const request = make(json.csrfToken);
  const cookie = [visitor.cookieHeader, request.headers?.cookie].filter(Boolean).join("; ");
  return await visitor.call(method, path, { ...request, headers: { ...request.headers, cookie } });
}

describe("signing in", () => {
  test.each<[string, (token: string) => string, Record<string, string>, number]>([
    [
      "an address that is an object",
      (csrfToken) => JSON.stringify({ csrfToken, email: {}, password: "x" }),
      JSON_TYPE,
      422,
    ],
    [
      "a password that is a number",
      (csrfToken) => JSON.stringify({ csrfToken, email: "a@b.c", password: 5 }),
      JSON_TYPE,
      422,
    ],
    ["a list", () => '["x"]', JSON_TYPE, 422],
    ["half an object", () => "{", JSON_TYPE, 400],
    ["nothing", () => "", JSON_TYPE, 400],
    [
      "a place to go to that is none",
      (token) => `csrfToken=${token}&email=a&password=b&callbackUrl=http%3A%2F%2F[`,
      FORM_TYPE,
      422,
    ],
    [
      "a place that would split the answer",
      (token) => `csrfToken=${token}&email=a&password=b&callbackUrl=%2Fa%0D%0ASet-Cookie:x`,
      FORM_TYPE,
      422,
    ],
    ["signs that are cut off", (token) => `csrfToken=${token}&email=%E0%A4%A&password=%`, FORM_TYPE, 401],
    ["megabytes", (token) => `csrfToken=${token}&json=true&email=${"a".repeat(100_000)}`, FORM_TYPE, 413],
  ])("with %s is refused", async (_, text, headers, status) => {
    const answer = await asVisitor("POST", SIGN_IN, (token) => ({
      text: `${text(token)}`,
      headers,
    }));
    // Without `json`, a wrong password leads to a page.
    expect(answer.status === 302 ? 401 : answer.status).toBe(status);
  });

  test("with a cookie that names no address is refused, and the cookie taken away", async () => {
    const cookie = "next-auth.callback-url=http%3A%2F%2F[";
    const answer = await new HttpClient(portal.url).call("GET", "/api/auth/csrf", { headers: { cookie } });
    expect(answer).toMatchObject({ status: 400, json: { code: "invalid_query" } });
    expect(String(answer.headers["set-cookie"])).toMatch(/^next-auth\.callback-url=;.*Max-Age=0/);
  });

  test.each([
    ["GET", SIGN_IN],
    ["GET", `${SIGN_IN}/x/y`],
    ["POST", "/api/auth/callback/github"],
    ["POST", "/api/auth/callback/__proto__"],
    ["POST", "/api/auth/session"],
    ["POST", "/api/auth/_log"],
    ["GET", "/api/auth/nonsense"],
    ["GET", "/api/auth/%00"],
  ])("by %s %s, for which there is no use here, is not found", async (method, path) => {
    expect((await asVisitor(method, path, () => ({ text: "{", headers: JSON_TYPE }))).status).toBe(404);
  });

  test.each(["/api/auth/csrf?callbackUrl=http://[", "/api/auth/error?error=%00"])(
    "%s is a query that can't be used",
    async (path) => {
      expect((await asVisitor("GET", path)).status).toBe(400);
    },
  );
});

describe("a request", () => {
  test.each(["TRACE", "PROPFIND", "MKCOL", "LOCK"])(
    "by the method %s is not allowed, and says what is",
    async (method) => {
      for (const path of ["/", "/api/me", "/_next/static/x.js"]) {
        const answer = await new HttpClient(portal.url).call(method, path);
        expect(answer.status).toBe(405);
        expect(answer.headers.allow).toContain("GET");
      }
    },
  );

  test.each(["/%E0%A4%A", "/api/auth/%E0%A4%A", "/harbour-dental/%", "/api/workspaces/%ff/call-flows"])(
    "for %s, which can't be decoded, is a bad one",
    async (path) => {
      expect((await new HttpClient(portal.url).call("GET", path)).status).toBe(400);
    },
  );

  test("of a stranger may be 16 KiB large, and gets at most a hundred faults and their number", async () => {
    const stranger = new HttpClient(portal.url);
    const unknown = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, number) => [`field${number}`, 1]));
    expect(await stranger.call("POST", "/api/invitations", { body: unknown(1_500) })).toMatchObject({
      status: 413,
      json: { code: "too_large", detail: expect.stringContaining("16 KiB") },
    });
    const listed = await stranger.call<{ errors: unknown[]; errorCount: number }>(
      "POST",
      "/api/invitations",
      { body: unknown(900) },
    );
    expect(listed).toMatchObject({ status: 422, json: { errorCount: 902 } });
    expect(listed.json.errors).toHaveLength(100);
  });
});

test("a page has its policy and can't be framed, whatever its address looks like", async () => {
  const owner = await new HttpClient(portal.url).signIn(OWNER.email, OWNER.password);
  for (const path of ["/icon-svg-library/call-flows", "/favicon-ico/audit", "/apiary", "/_next-door"]) {
    const { headers } = await owner.call("GET", path);
    expect(headers["content-security-policy"]).toContain("'strict-dynamic'");
    expect(headers["x-frame-options"]).toBe("DENY");
  }
});

test("no file of the program, of its sources or of its data is served", async () => {
  const owner = await new HttpClient(portal.url).signIn(OWNER.email, OWNER.password);
  const files = [
    "package.json",
    "package-lock.json",
    ".gitignore",
    ".npmrc",
    "next.config.ts",
    "docs/openapi.json",
  ];
  for (const file of [...files, ".next/build-manifest.json"])
    for (const path of [`/${file}`, `/_next/${file}`, `/_next/static/../../${file}`, `/%2e%2e/${file}`]) {
      const { text } = await owner.call("GET", path);
      expect([path, text.includes(readFileSync(file, "utf8").slice(0, 60))]).toEqual([path, false]);
    }
  for (const path of ["/.git/config", "/.git/HEAD", "/.env", "/.data/secrets.json", "/secrets.json"]) {
    const { text } = await owner.call("GET", path);
    expect([path, /repositoryformatversion|^ref: |PORTAL_|keyring/.test(text)]).toEqual([path, false]);
  }
  for (const folder of ["/_next/", "/_next/static/", "/_next/static/chunks/"]) {
    const { status, text } = await owner.call("GET", folder);
    expect([folder, status === 200, /\.js/.test(text) && text.includes("Index of")]).toEqual([
      folder,
      false,
      false,
    ]);
  }
});
