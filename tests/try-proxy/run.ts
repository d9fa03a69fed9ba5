import { createHash } from "node:crypto";
import { z } from "zod";
import { smallCallFlow } from "@/tests/support/flow-bodies";
import { HttpClient } from "@/tests/support/http-client";
import { OWNER } from "@/tests/support/start-portal";
import { installPackages, versionOf } from "./packages";
import { openProxyStage, type Stage } from "./stage";

/**
 * `npm run try:proxy`: hosts the portal as companies do, on throw-away servers, uses it, and prints what it saw. Ends with
 * code 1 if something isn't right. Not part of the tests: it installs Debian's packages.
 */
const failures: string[] = [];
const say = (line: string) => process.stdout.write(`${line}\n`);

function check(what: string, fine: boolean, saw: string): void {
  say(`  ${fine ? "✓" : "✗"} ${what}: ${saw}`);
  if (!fine) failures.push(what);
}

const made = z.object({ id: z.string() });
const events = z.object({
  items: z.array(
    z.object({ action: z.string(), request: z.object({ ip: z.string().nullable() }).nullable() }),
  ),
});
const verified = z.object({ ok: z.boolean(), events: z.number() });
const exported = z.object({
  sequence: z.number(),
  payload: z.string(),
  previousHash: z.string(),
  hash: z.string(),
});

/** Checks an export by the words of the contract, with none of the portal's own code. */
function chainHolds(text: string): boolean {
  let before = "";
  return text
    .trim()
    .split("\n")
    .map((line) => exported.parse(JSON.parse(line)))
    .every(({ payload, previousHash, hash }) => {
      const bytes = Buffer.concat([Buffer.from(previousHash, "hex"), Buffer.from(payload, "utf8")]);
      const fine = previousHash === before && createHash("sha256").update(bytes).digest("hex") === hash;
      before = hash;
      return fine;
    });
}

let keys = 0;
const newKey = () => `try-proxy-${process.pid}-${++keys}`;

async function signIn({ visitor }: Stage): Promise<HttpClient> {
  say("Signing in, from 127.0.0.2, with a forwarded address that was made up");
  const client = visitor("127.0.0.2");
  const answer = await client.trySignIn(OWNER.email, OWNER.password, { "x-forwarded-for": "203.0.113.9" });
  const cookie = client.cookieLines.get("__Host-next-auth.session-token") ?? "";
  check("signed in through nginx", answer.status === 200, `status ${answer.status}`);
  check("the cookie is for https only", /; Secure/i.test(cookie), cookie.replace(/=[^;]*/, "=…"));
  return client;
}

async function write(stage: Stage, client: HttpClient): Promise<{ path: string; flow: string }> {
  say("Writing: a workspace, a flow, six changes of it");
  const tenant = await stage.sandbox.addTenant();
  const workspace = await client.call("POST", "/api/workspaces", {
    body: {
      name: "Harbour",
      upstream: "sandbox",
      upstreamWorkspaceId: tenant.workspaceId,
      apiKey: tenant.key,
    },
  });
  check("the workspace was added", workspace.status === 201, `status ${workspace.status}`);
  const path = `/api/workspaces/${made.parse(workspace.json).id}`;
  const headers = { "idempotency-key": newKey() };
  const flow = await client.call("POST", `${path}/call-flows`, { body: smallCallFlow(), headers });
  check("the flow was made", flow.status === 201, `status ${flow.status}`);
  const flowPath = `${path}/call-flows/${made.parse(flow.json).id}`;
  let etag = String(flow.headers.etag);
  const statuses: number[] = [];
  for (let number = 1; number <= 6; number++) {
    const change = await client.call("PATCH", flowPath, {
      body: { description: `Change ${number}` },
      headers: { "idempotency-key": newKey(), "if-match": etag },
    });
    statuses.push(change.status);
    etag = String(change.headers.etag);
  }
  check(
    "the changes were made",
    statuses.every((status) => status === 200),
    `statuses ${statuses.join(" ")}`,
  );
  const shares = stage.replicas.map((replica) => replica.answered());
  check(
    "both replicas answered",
    shares.every((share) => share > 0),
    `${shares.join(" and ")} requests`,
  );
  return { path, flow: flowPath };
}

async function exportLog(client: HttpClient, path: string): Promise<void> {
  say("Exporting the workspace's audit log");
  const answer = await client.call("GET", `${path}/audit-events/export?format=ndjson`);
  const lines = answer.text.trim().split("\n").length;
  check(
    "the export came whole",
    answer.status === 200 && lines >= 8,
    `status ${answer.status}, ${lines} events`,
  );
  check("its hashes hold", chainHolds(answer.text), "recomputed from the export alone");
  const proof = verified.parse((await client.call("GET", `${path}/audit-events/verify`)).json);
  check("the portal's own check holds", proof.ok, `${proof.events} events`);
}

async function addresses(stage: Stage, client: HttpClient, path: string): Promise<void> {
  say("The addresses that the log has");
  const of = async (where: string) =>
    events
      .parse((await client.call("GET", where)).json)
      .items.map(({ action, request }) => ({ action, ip: request?.ip }));
  const signIns = await of("/api/audit-events?action=session.sign_in");
  const writes = await of(`${path}/audit-events?action=call_flow.update`);
  for (const { action, ip } of [...signIns, ...writes.slice(0, 2)]) say(`    ${action}  ${ip}`);
  check(
    "they are the visitor's",
    [...signIns, ...writes].every(({ ip }) => ip === "127.0.0.2"),
    "all 127.0.0.2",
  );
  const [replica] = stage.replicas;
  const direct = new HttpClient(`http://127.0.0.1:${replica?.port}`, { localAddress: "127.0.0.3" });
  const { host } = new URL(stage.url);
  await direct.trySignIn(OWNER.email, "not the password", {
    host,
    origin: stage.url,
    "x-forwarded-for": "203.0.113.9",
  });
  const [failed] = await of("/api/audit-events?action=session.sign_in&outcome=failed");
  check(
    "past the proxy a made-up one is not believed",
    failed?.ip === "127.0.0.3",
    `the log has ${failed?.ip}`,
  );
}

async function stopOne(stage: Stage, client: HttpClient, flow: string): Promise<void> {
  say("Stopping one of the replicas while people read and write");
  const [first, second] = stage.replicas;
  const before = second?.answered() ?? 0;
  const statuses: number[] = [];
  let going = true;
  const work = async () => {
    while (going) {
      const read = await client.call("GET", flow);
      const write = await client.call("PATCH", flow, {
        body: { description: `Written at ${Date.now()}` },
        headers: { "idempotency-key": newKey(), "if-match": String(read.headers.etag) },
      });
      statuses.push(read.status, write.status);
    }
  };
  const working = work();
  const ended = await first?.portal.stop();
  const atStop = statuses.length;
  while (statuses.length < atStop + 10) await new Promise((settle) => setTimeout(settle, 100));
  going = false;
  await working;
  const others = statuses.filter((status) => status !== 200);
  check("it ended in order", ended?.code === 0, `code ${ended?.code}`);
  check(
    "nobody noticed",
    others.length === 0,
    `${statuses.length} answers, of which not 200: ${others.join(" ") || "none"}`,
  );
  check(
    "the other one went on",
    (second?.answered() ?? 0) > before,
    `${(second?.answered() ?? 0) - before} requests`,
  );
}

async function run(): Promise<void> {
  const installed = await installPackages();
  say(`Installed now: ${installed.join(", ") || "nothing"}`);
  say(
    `  ${await versionOf("/usr/sbin/nginx", "-v")}, ${await versionOf("/usr/sbin/pgbouncer", "--version")}`,
  );
  const stage = await openProxyStage();
  try {
    say(`Running: PostgreSQL, PgBouncer in transaction mode, two replicas, nginx with TLS at ${stage.url}`);
    const client = await signIn(stage);
    const { path, flow } = await write(stage, client);
    await exportLog(client, path);
    await addresses(stage, client, path);
    await stopOne(stage, client, flow);
  } finally {
    await stage.close();
  }
}

try {
  await run();
  say(failures.length === 0 ? "All is well." : `Not right: ${failures.join("; ")}`);
} catch (error) {
  say(`It broke off: ${error instanceof Error ? error.message : error}`);
  failures.push("broke off");
}
process.exitCode = failures.length === 0 ? 0 : 1;
