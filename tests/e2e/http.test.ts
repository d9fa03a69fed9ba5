import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { HttpClient } from "@/tests/support/http-client";
import { freePort, OWNER, type Portal, startPortal, temporaryDataDir } from "@/tests/support/start-portal";

/** The HTTP surface: headers, cookies, hosts and origins, as a browser or an attacker sees them. */
let folder: Awaited<ReturnType<typeof temporaryDataDir>>;
let portal: Portal;
const SESSION = "next-auth.session-token";

beforeAll(async () => {
  folder = await temporaryDataDir();
});
afterAll(() => folder.remove());

const portOf = (url: string) => new URL(url).port;

describe("on loopback", () => {
  beforeAll(async () => {
    portal = await startPortal(folder.path);
  });
  afterAll(() => portal?.stop());

  const nonceIn = (policy: string) => /script-src [^;]*'nonce-([^']+)'/.exec(policy)?.[1] ?? "";

  test.each([
    "/sign-in",
    "/",
    "/harbour-dental/call-flows",
    "/harbour-dental/audit",
    "/people",
    "/no-such-workspace/audit",
  ])("%s: every script carries the nonce that the policy names, and nothing else may run", async (path) => {
    const answer = await (await portal.signedIn()).call("GET", path);
    const page = path === "/sign-in" ? await new HttpClient(portal.url).call("GET", path) : answer;
    const policy = String(page.headers["content-security-policy"]);
    const scriptRule = policy.split("; ").find((rule) => rule.startsWith("script-src ")) ?? "";
    expect(scriptRule).toContain("'strict-dynamic'");
    expect(scriptRule).not.toMatch(/unsafe-inline|unsafe-eval|\*|https?:/);
    const scripts = page.text.match(/<script\b[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(0);
    expect(scripts.filter((tag) => !tag.includes(`nonce="${nonceIn(policy)}"`))).toEqual([]);
    expect(page.text).not.toMatch(/\son[a-z]+="|href="javascript:/);
  });

  test.each(["/harbour-dental/audit", "/audit"])(
    "a page for an event that isn't in the log %s is not found, to programs, too",
    async (log) => {
      const client = await portal.signedIn();
      expect((await client.call("GET", log)).status).toBe(200);
      expect((await client.call("GET", `${log}/019aaaaa-0000-7000-8000-000000000000`)).status).toBe(404);
    },
  );

  test("no two pages have the same nonce", async () => {
    const client = new HttpClient(portal.url);
    const policies = [await client.call("GET", "/sign-in"), await client.call("GET", "/sign-in")];
    const nonces = policies.map(({ headers }) => nonceIn(String(headers["content-security-policy"])));
    expect(nonces[0]).not.toBe(nonces[1]);
    expect(nonces[0]?.length).toBeGreaterThanOrEqual(22);
  });

  test("pages and answers can't be framed, sniffed or fetched by other sites, and don't say what serves them", async () => {
    for (const path of ["/sign-in", "/api/me"]) {
      const { headers } = await new HttpClient(portal.url).call("GET", path);
      expect(headers).toMatchObject({
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "same-origin",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
      });
      expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
      expect(headers).not.toHaveProperty("x-powered-by");
      expect(headers).not.toHaveProperty("strict-transport-security");
    }
  });

  test("API answers are not cached and carry an id of their own", async () => {
    const client = await portal.signedIn();
    const answers = [await client.call("GET", "/api/me"), await client.call("GET", "/api/workspaces/none")];
    expect(answers.map(({ status }) => status)).toEqual([200, 404]);
    for (const { headers } of answers) expect(headers["cache-control"]).toBe("no-store");
    const ids = answers.map(({ headers }) => headers["x-request-id"]);
    expect(new Set(ids).size).toBe(2);
    expect(answers[1]?.headers["content-type"]).toContain("application/problem+json");
    expect(answers[1]?.json).toMatchObject({ code: "not_found", requestId: ids[1] });
  });

  test("pages with a person's data are not stored by caches", async () => {
    const page = await (await portal.signedIn()).call("GET", "/harbour-dental/call-flows");
    expect(page.status).toBe(200);
    expect(page.headers["cache-control"]).toMatch(/no-store/);
  });

  test("scripts can't read the session cookie, and other sites can't send it along with a change", async () => {
    const line = (await portal.signedIn()).cookieLines.get(SESSION) ?? "";
    expect(line).toMatch(/; HttpOnly/i);
    expect(line).toMatch(/; SameSite=Lax/i);
    expect(line).toMatch(/; Path=\//i);
    expect(line).not.toMatch(/; Secure|; Domain=/i);
  });

  test.each(["localhost", "127.0.0.1"])("signing in works on %s", async (host) => {
    const client = new HttpClient(`http://${host}:${portOf(portal.url)}`);
    await client.signIn(OWNER.email, OWNER.password);
    const { json } = await client.call<{ user: { email: string } }>("GET", "/api/me");
    expect(json.user.email).toBe(OWNER.email);
  });

  test("a host name that somebody pointed at this machine is answered with 421, by pages and API alike", async () => {
    const client = await portal.signedIn();
    for (const path of ["/", "/sign-in", "/api/me", "/api/auth/csrf"]) {
      const host = `attacker.example:${portOf(portal.url)}`;
      const answer = await client.call("GET", path, { headers: { host } });
      expect(answer.status).toBe(421);
      expect(answer.text).not.toContain(OWNER.email);
    }
  });

  test.each<[string, Record<string, string | undefined>]>([
    ["another site", { origin: "https://attacker.example" }],
    ["another port of this machine", { origin: "http://127.0.0.1:1" }],
    ["a sandboxed frame", { origin: "null" }],
    ["nowhere in particular", { origin: undefined }],
    ["another site, as the browser says", { origin: undefined, "sec-fetch-site": "cross-site" }],
  ])("a change from %s is refused", async (_, headers) => {
    const client = await portal.signedIn();
    const answer = await client.call("POST", "/api/users", {
      body: { name: "Eve", email: "eve@example.com" },
      headers,
    });
    expect(answer).toMatchObject({ status: 403, json: { code: "bad_origin" } });
  });

  test("without a session an API answers 401, and a page leads to the sign-in page and back", async () => {
    const stranger = new HttpClient(portal.url);
    expect(await stranger.call("GET", "/api/me")).toMatchObject({
      status: 401,
      json: { code: "not_signed_in" },
    });
    const page = await stranger.call("GET", "/harbour-dental/audit?outcome=failed");
    expect(page.status).toBe(307);
    const location = new URL(String(page.headers.location), portal.url);
    expect(location.pathname).toBe("/sign-in");
    expect(location.searchParams.get("callbackUrl")).toBe("/harbour-dental/audit?outcome=failed");
  });

  test("signing out ends the session itself: the old cookie is worth nothing", async () => {
    const client = await portal.signedIn();
    const cookie = client.cookieHeader;
    const { json } = await client.call<{ csrfToken: string }>("GET", "/api/auth/csrf");
    const form = { csrfToken: json.csrfToken, json: "true" };
    expect((await client.call("POST", "/api/auth/signout", { form })).status).toBe(200);
    const replayed = await new HttpClient(portal.url).call("GET", "/api/me", { headers: { cookie } });
    expect(replayed).toMatchObject({ status: 401, json: { code: "not_signed_in" } });
  });

  test("a session cookie that was tampered with counts as none", async () => {
    const cookie = (await portal.signedIn()).cookieHeader;
    const forged = cookie.replace(/(session-token=.{40})./, (_, start: string) => `${start}#`);
    expect(forged).not.toBe(cookie);
    expect(
      (await new HttpClient(portal.url).call("GET", "/api/me", { headers: { cookie: forged } })).status,
    ).toBe(401);
  });

  test("the source of a request is its connection, not its own claim", async () => {
    const client = new HttpClient(portal.url);
    const claim = {
      "x-forwarded-for": "203.0.113.9",
      forwarded: "for=203.0.113.9",
      "x-real-ip": "203.0.113.9",
    };
    await client.trySignIn(OWNER.email, OWNER.password, claim);
    const events = await client.call<{ items: { request: { ip: string } }[] }>(
      "GET",
      "/api/audit-events?action=session.sign_in&limit=1",
    );
    expect(events.json.items[0]?.request.ip).toMatch(/^(127\.0\.0\.1|::ffff:127\.0\.0\.1|::1)$/);
  });

  test("a wrong password and an unknown address are answered alike", async () => {
    const one = await new HttpClient(portal.url).trySignIn(OWNER.email, "not the password");
    const other = await new HttpClient(portal.url).trySignIn("nobody@example.com", "not the password");
    expect(one.status).toBe(401);
    expect(other.status).toBe(401);
    expect(other.text).toBe(one.text);
  });

  test("after ten failures an address has to wait, and other addresses don't", async () => {
    const guess = (email: string, password: string) => new HttpClient(portal.url).trySignIn(email, password);
    const email = "guessed@example.com";
    for (let attempt = 1; attempt <= 10; attempt++)
      expect((await guess(email, `guess ${attempt}`)).status).toBe(401);
    const refused = await guess(email, "guess 11");
    expect(refused).toMatchObject({ status: 429, json: { code: "too_many_requests" } });
    const seconds = Number(refused.headers["retry-after"]);
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(15 * 60);
    expect((await guess(OWNER.email, OWNER.password)).status).toBe(200);
  });

  test.each(["10.244.0.5:3000", "portal.internal"])(
    "health is answered to %s, and nothing else is",
    async (host) => {
      const client = new HttpClient(portal.url);
      for (const path of ["/api/health/live", "/api/health/ready"])
        expect((await client.call("GET", path, { headers: { host } })).status).toBe(200);
      expect((await client.call("GET", "/api/me", { headers: { host } })).status).toBe(421);
    },
  );

  test("health shows liveness and readiness to anyone, and nothing else", async () => {
    const client = new HttpClient(portal.url);
    expect((await client.call("GET", "/api/health/live")).status).toBe(200);
    expect((await client.call("GET", "/api/health/ready")).status).toBe(200);
    expect((await client.call("GET", "/api/metrics")).status).toBe(404);
  });
});

describe("behind a proxy that ends https", () => {
  const PUBLIC = "https://portal.example.com";
  const forwarded = { host: "portal.example.com", origin: PUBLIC, "x-forwarded-proto": "https" };
  let behind = "";
  beforeAll(async () => {
    const port = await freePort();
    behind = `http://127.0.0.1:${port}`;
    portal = await startPortal(folder.path, { PORTAL_URL: PUBLIC, PORT: String(port) });
  });
  afterAll(() => portal?.stop());

  test("the start prints the public address", () => {
    expect(portal.url).toBe(PUBLIC);
  });

  test("cookies are Secure and bound to their host by name", async () => {
    const client = new HttpClient(behind);
    expect((await client.trySignIn(OWNER.email, OWNER.password, forwarded)).status).toBe(200);
    const line = client.cookieLines.get(`__Host-${SESSION}`) ?? "";
    expect(line).toMatch(/; Secure/i);
    expect(line).toMatch(/; HttpOnly/i);
    expect(line).toMatch(/; SameSite=Lax/i);
    expect(line).not.toMatch(/; Domain=/i);
    expect([...client.cookieLines.keys()].filter((name) => !name.startsWith("__"))).toEqual([]);
    const me = await client.call("GET", "/api/me", { headers: forwarded });
    expect(me.status).toBe(200);
  });

  test("browsers are to use https alone for a year, with all names below, whatever is answered", async () => {
    const client = new HttpClient(behind);
    for (const headers of [forwarded, { host: "attacker.example" }]) {
      const answer = await client.call("GET", "/api/me", { headers });
      expect(answer.headers["strict-transport-security"]).toBe("max-age=31536000; includeSubDomains");
      expect(answer.headers["x-content-type-options"]).toBe("nosniff");
    }
  });

  test("a change must come from the public address, not from the one behind the proxy", async () => {
    const client = new HttpClient(behind);
    await client.trySignIn(OWNER.email, OWNER.password, forwarded);
    const end = (origin: string) =>
      client.call("DELETE", "/api/sessions?others=1", { headers: { ...forwarded, origin } });
    expect(await end(behind)).toMatchObject({ status: 403, json: { code: "bad_origin" } });
    expect((await end(PUBLIC)).status).toBe(200);
  });

  test("invitation links lead to the public address", async () => {
    const client = new HttpClient(behind);
    await client.trySignIn(OWNER.email, OWNER.password, forwarded);
    const body = { name: "Tom Okafor", email: "tom@example.com" };
    const { json } = await client.call<{ inviteUrl: string }>("POST", "/api/users", {
      body,
      headers: forwarded,
    });
    expect(json.inviteUrl).toMatch(/^https:\/\/portal\.example\.com\/invite\//);
  });

  test.each(["portal.example.com:443", "PORTAL.example.com."])(
    "a host and an origin that differ by default port, case or last dot are the portal's: %s",
    async (host) => {
      const client = new HttpClient(behind);
      const headers = { ...forwarded, host, origin: `https://${host}` };
      expect((await client.trySignIn(OWNER.email, OWNER.password, headers)).status).toBe(200);
      expect((await client.call("DELETE", "/api/sessions?others=1", { headers })).status).toBe(200);
    },
  );

  test.each([
    ["198.51.100.1, 203.0.113.9", "203.0.113.9"],
    ["203.0.113.7:51008", "203.0.113.7"],
    ["[2001:db8::7]:443", "2001:db8::7"],
    ["203.0.113.9, 127.0.0.1", "203.0.113.9"],
    ["unknown", "127.0.0.1"],
  ])("the caller's address is the last hop that no trusted proxy is: %s", async (forwardedFor, ip) => {
    const client = new HttpClient(behind);
    const headers = { ...forwarded, "x-forwarded-for": forwardedFor };
    await client.trySignIn(OWNER.email, OWNER.password, headers);
    const events = await client.call<{ items: { request: { ip: string } }[] }>(
      "GET",
      "/api/audit-events?action=session.sign_in&limit=1",
      { headers: forwarded },
    );
    expect(events.json.items[0]?.request.ip).toBe(ip);
  });

  test("wrong passwords are counted by the address that the proxy names, whatever the client wrote before it", async () => {
    const guess = (own: string, real: string) =>
      new HttpClient(behind).trySignIn("guessed@example.com", "a guess", {
        ...forwarded,
        "x-forwarded-for": `${own}, ${real}`,
      });
    for (let attempt = 1; attempt <= 10; attempt++)
      expect((await guess(`198.51.100.${attempt}`, "203.0.113.50:4711")).status).toBe(401);
    expect((await guess("198.51.100.99", "203.0.113.50:4712")).status).toBe(429);
    expect((await guess("198.51.100.99", "203.0.113.51:4711")).status).toBe(401);
  });
});
