import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { beforeAll, expect, test } from "vitest";
import { embeddedDatabaseUrl } from "@/lib/db/embedded-database";
import { addPerson, MAYA, withOwnAddress } from "@/tests/support/add-person";
import { addDiscoverable } from "@/tests/support/discoverable-issuer";
import { HttpClient } from "@/tests/support/http-client";
import { ownWorkspaces, type SharedPortal, sharedPortal } from "@/tests/support/shared-portal";
import { startCopy } from "@/tests/support/start-copy";

/** Every page × everybody who may come. The API's routes are walked by an integration test. */

/** Who sees a page. */
const VISITORS = {
  everybody: ["nobody", "stranger", "viewer", "auditor", "editor", "admin", "owner"],
  signedIn: ["stranger", "viewer", "auditor", "editor", "admin", "owner"],
  owners: ["owner"],
  members: ["viewer", "auditor", "editor", "admin"],
  editors: ["editor", "admin"],
  auditors: ["auditor", "admin"],
  admins: ["admin"],
} as const;
type Caller = (typeof VISITORS.everybody)[number];
type Over = "ended" | "unused" | "disabled";

const PAGES: Record<string, keyof typeof VISITORS> = {
  "/": "signedIn",
  "/[workspace]": "members",
  "/[workspace]/audit": "members",
  "/[workspace]/audit/[event]": "members",
  "/[workspace]/audit/deliveries": "admins",
  "/[workspace]/audit/integrity": "auditors",
  "/[workspace]/audit/print": "members",
  "/[workspace]/call-flows": "members",
  "/[workspace]/call-flows/[id]": "members",
  "/[workspace]/call-flows/new": "editors",
  "/[workspace]/import": "editors",
  "/[workspace]/message-flows": "members",
  "/[workspace]/message-flows/[id]": "members",
  "/[workspace]/message-flows/new": "editors",
  "/[workspace]/settings": "members",
  "/account": "signedIn",
  "/account/notices": "signedIn",
  "/activity": "signedIn",
  "/audit": "owners",
  "/audit/[event]": "owners",
  "/audit/deliveries": "owners",
  "/audit/integrity": "owners",
  "/copies": "signedIn",
  "/copies/[id]": "members",
  "/copy": "signedIn",
  "/forgot-password": "everybody",
  "/groups": "owners",
  "/invite": "everybody",
  "/invite/[token]": "everybody",
  "/jobs": "signedIn",
  "/jobs/[id]": "editors",
  "/notices": "signedIn",
  "/people": "owners",
  "/people/[id]": "owners",
  "/people/access-review": "owners",
  "/people/import": "owners",
  "/replace": "signedIn",
  "/reset-password": "everybody",
  "/reset-password/[token]": "everybody",
  "/search": "signedIn",
  "/second-factor": "signedIn",
  "/security": "owners",
  "/security/providers": "owners",
  "/security/providers/[id]": "owners",
  "/sign-in": "everybody",
  "/workspaces/background": "owners",
  "/workspaces/new": "owners",
};

let portal: SharedPortal;
let clients: Record<Caller | Over, HttpClient>;
/** What the parameters of the paths stand for: it exists, and is in the workspace. */
let named: {
  workspace: string;
  event: string;
  portalEvent: string;
  "call-flows": string;
  "message-flows": string;
  providers: string;
  people: string;
  jobs: string;
  copies: string;
};

/** The paths of all pages, as Next derives them from the folders. */
function pagePaths(folder = "app", path = ""): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (!entry.isDirectory()) return entry.name === "page.tsx" ? [path || "/"] : [];
    const part = entry.name.startsWith("(") ? "" : `/${entry.name}`;
    return pagePaths(join(folder, entry.name), path + part);
  });
}

async function endSessions(emails: Record<Over, string>): Promise<void> {
  const database = new Client({ connectionString: await embeddedDatabaseUrl(portal.dataDir) });
  await database.connect();
  const theirs = `WHERE "userId" = (SELECT "id" FROM "User" WHERE "email" = $1)`;
  await database.query(`UPDATE "Session" SET "revokedAt" = now() ${theirs}`, [emails.ended]);
  await database.query(`UPDATE "Session" SET "lastSeenAt" = now() - interval '31 days' ${theirs}`, [
    emails.unused,
  ]);
  await database.query(`UPDATE "User" SET "disabledAt" = now() WHERE "email" = $1`, [emails.disabled]);
  await database.end();
}

beforeAll(async () => {
  portal = await sharedPortal();
  const admin = await portal.signedIn();
  const { dental, home } = await ownWorkspaces(portal, admin);
  const person = (workspace: string, role: string) => {
    const someone = withOwnAddress(MAYA);
    return { email: someone.email, client: addPerson(admin, someone, { [workspace]: role }) };
  };
  const over = {
    ended: person(dental, "admin"),
    unused: person(dental, "admin"),
    disabled: person(dental, "admin"),
  };
  const owner = withOwnAddress(MAYA);
  await addPerson(admin, owner, {});
  const { json } = await admin.call<{ items: { id: string; email: string }[] }>("GET", "/api/users");
  const { id } = json.items.find(({ email }) => email === owner.email) ?? { id: "" };
  await admin.call("PATCH", `/api/users/${id}`, { body: { owner: true } });
  clients = {
    nobody: new HttpClient(portal.url),
    stranger: await person(home, "admin").client,
    viewer: await person(dental, "viewer").client,
    auditor: await person(dental, "auditor").client,
    editor: await person(dental, "editor").client,
    admin: await person(dental, "admin").client,
    owner: await new HttpClient(portal.url).signIn(owner.email, owner.password),
    ended: await over.ended.client,
    unused: await over.unused.client,
    disabled: await over.disabled.client,
  };
  await endSessions({ ended: over.ended.email, unused: over.unused.email, disabled: over.disabled.email });
  const first = async (path: string) =>
    (await admin.call<{ items: { id: string }[] }>("GET", path)).json.items[0]?.id ?? "";
  const ws = `/api/workspaces/${dental}`;
  const made = await admin.call<{ id: string }>("POST", `${ws}/call-flows`, {
    body: { name: "Front door", direction: "outbound", promptType: "simple", prompt: "First" },
    headers: { "idempotency-key": randomUUID() },
  });
  const started = await clients.editor.call<{ id: string }>("POST", "/api/jobs", {
    body: {
      type: "patch_flows",
      items: [{ workspace: dental, kind: "call_flow", id: made.json.id, ifMatch: made.headers.etag }],
      patch: { isActive: false },
    },
    headers: { "idempotency-key": randomUUID() },
  });
  named = {
    copies: await startCopy(admin, home, dental),
    workspace: dental,
    event: await first(`${ws}/audit-events?action=call_flow.create`),
    portalEvent: await first("/api/audit-events?limit=1"),
    "call-flows": made.json.id,
    "message-flows": await first(`${ws}/message-flows`),
    providers: await addDiscoverable(admin),
    people: id,
    jobs: started.json.id,
  };
});

test("every page has its row, and every row its page", () => {
  expect(pagePaths().sort()).toEqual(Object.keys(PAGES).sort());
});

function concrete(page: string): string {
  const inWorkspace = page.startsWith("/[workspace]");
  return page
    .replace("[workspace]", named.workspace)
    .replace("[event]", inWorkspace ? named.event : named.portalEvent)
    .replace("[token]", "none")
    .replace(
      /(call-flows|message-flows|people|providers|jobs|copies)\/\[id\]/,
      (_, kind: "call-flows" | "message-flows" | "people" | "providers" | "jobs" | "copies") =>
        `${kind}/${named[kind]}`,
    );
}

/** What somebody gets for a path. Where a page's frame is sent ahead of it, the status is 200 also for what doesn't exist. */
async function outcomeOf(
  client: HttpClient,
  path: string,
): Promise<"sees it" | "signs in" | "finds nothing"> {
  const { status, headers, text } = await client.call("GET", path);
  if (status === 307 && String(headers.location).startsWith("/sign-in?")) return "signs in";
  if (status === 404 || text.includes("NEXT_HTTP_ERROR_FALLBACK;404")) return "finds nothing";
  expect([path, status]).toEqual([path, status === 307 ? 307 : 200]);
  return "sees it";
}

test.each(Object.entries(PAGES))("%s is there for %s, and for nobody else", async (page, who) => {
  const path = concrete(page);
  const seers: readonly Caller[] = VISITORS[who];
  for (const caller of VISITORS.everybody) {
    const other = caller === "nobody" ? "signs in" : "finds nothing";
    expect([caller, await outcomeOf(clients[caller], path)]).toEqual([
      caller,
      seers.includes(caller) ? "sees it" : other,
    ]);
  }
});

test.each(["ended", "unused", "disabled"] as const)("a session that is %s opens no page", async (over) => {
  for (const [page, who] of Object.entries(PAGES)) {
    const expected = who === "everybody" ? "sees it" : "signs in";
    expect([page, await outcomeOf(clients[over], concrete(page))]).toEqual([page, expected]);
  }
});

test("a workspace of others is the same page as one that doesn't exist", async () => {
  const bodies = [];
  // As long as the other: React divides what it sends by its size.
  for (const slug of [named.workspace, "x".repeat(named.workspace.length)]) {
    const { status, text } = await clients.stranger.call("GET", `/${slug}/call-flows`);
    expect(status).toBe(404);
    const [, nonce = ""] = /nonce="([^"]+)"/.exec(text) ?? [];
    bodies.push(text.replaceAll(slug, "…").replaceAll(nonce, "…"));
  }
  expect(bodies[1]).toBe(bodies[0]);
});
