import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pino from "pino";
import { SYSTEM_ACTOR } from "@/lib/audit/event";
import { closeDatabase, database } from "@/lib/db/client";
import { migrate } from "@/lib/db/migrate";
import { setEnvironment } from "@/lib/env";
import { createFirstOwner } from "@/lib/identity/create-first-owner";
import { addUser } from "@/lib/identity/invitations";
import { newPassword } from "@/lib/identity/passwords";
import type { Role } from "@/lib/identity/roles";
import { signIn } from "@/lib/identity/sign-in";
import { log } from "@/lib/log";
import { addWorkspace } from "@/lib/workspaces/add-workspace";
import type { SandboxSettings } from "@/sandbox/settings";
import { openTestDatabase, type TestDatabase } from "./open-database";
import { PortalClient } from "./portal-client";
import { openTestSandbox, type SandboxTenant, type TestSandbox } from "./test-sandbox";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
export const OWNER = { email: "owner@example.com", password: "the owner's password" };
export const PASSWORD = "correct horse battery";

/** A workspace of the portal, and the sandbox tenant behind it. */
export interface TestWorkspace {
  id: string;
  slug: string;
  /** Where its resources are, such as `/api/workspaces/<id>`. */
  path: string;
  tenant: SandboxTenant;
}

export interface TestPortal {
  sandbox: TestSandbox;
  database: TestDatabase;
  owner: PortalClient;
  /** Nobody: a client without a session. */
  nobody: PortalClient;
  /** Everything that was logged so far, one JSON line each. */
  logLines: string[];
  /** A new sandbox tenant, registered here; the owner is its admin. */
  addWorkspace(options?: { name?: string; key?: string }): Promise<TestWorkspace>;
  /** A new person, bound to workspaces, signed in. */
  addPerson(name: string, bindings?: [TestWorkspace, Role][]): Promise<PortalClient & { email: string }>;
  /** Opens one more session by the real sign-in. */
  signIn(email: string, password?: string): Promise<{ client: PortalClient; sessionId: string }>;
  close(): Promise<void>;
}

export interface PortalOptions
  extends Partial<Pick<SandboxSettings, "generation" | "update" | "requestsPerMinute">> {
  /** An empty database to use instead of one of the run's server. Closed with the portal. */
  database?: TestDatabase;
  /** Variables that differ from what tests usually have. */
  env?: Record<string, string>;
}

/** Catches the log, which goes to standard output otherwise: tests check it, and people want to see test results. */
function captureLog(): string[] {
  const lines: string[] = [];
  Reflect.set(log, pino.symbols.streamSym, { write: (line: string) => lines.push(line) });
  return lines;
}

function newSecrets(): Record<string, string> {
  return {
    PORTAL_SECRET: randomBytes(32).toString("hex"),
    PORTAL_KEYRING: `test:${randomBytes(32).toString("base64")}`,
  };
}

async function signedIn(email: string, password: string) {
  const result = await signIn(email, password, {
    id: "test",
    ip: "192.0.2.7",
    userAgent: "integration-test",
  });
  if (result.outcome !== "signed_in") throw new Error(`sign-in as ${email}: ${result.outcome}`);
  const client = await new PortalClient(result.userId).withSession(result.sessionId);
  return { client, sessionId: result.sessionId };
}

async function registerWorkspace(sandbox: TestSandbox, ownerId: string, name: string, key?: string) {
  const tenant = await sandbox.addTenant(key);
  const added = await addWorkspace(
    { name, upstream: "sandbox", upstreamWorkspaceId: tenant.workspaceId, apiKey: tenant.key },
    ownerId,
    { actor: SYSTEM_ACTOR, request: null },
  );
  if (!added) throw new Error("the sandbox's tenant is registered already");
  return { ...added, path: `/api/workspaces/${added.id}`, tenant };
}

/** Of one password for many people: hashing takes its time. */
async function hashFor(name: string, password: string): Promise<string> {
  const made = newPassword(password, { name, email: OWNER.email });
  if ("unfit" in made) throw new Error(made.unfit);
  return await made.hash();
}

let people = 0;

async function addPerson(name: string, bindings: [TestWorkspace, Role][], passwordHash: string) {
  const email = `${name.toLowerCase().replaceAll(/[^a-z]+/g, "-")}-${++people}@example.com`;
  const added = await addUser({ email, name }, { actor: SYSTEM_ACTOR, request: null });
  if (!added) throw new Error(`${email} is there already`);
  await database().user.update({ where: { id: added.id }, data: { passwordHash } });
  const bound = bindings.map(([workspace, role]) => ({ workspaceId: workspace.id, userId: added.id, role }));
  await database().binding.createMany({ data: bound });
  await database().roleGrant.createMany({ data: bound.map((row) => ({ ...row, source: "direct" })) });
  return Object.assign((await signedIn(email, PASSWORD)).client, { email });
}

/**
 * A whole portal in this process: sandbox, migrated database, settings, an owner; and clients that call the real
 * route handlers. Recovery runs only when a test calls it.
 */
export async function openPortal(options: PortalOptions = {}): Promise<TestPortal> {
  const { database: own, env, ...sandboxSettings } = options;
  const [sandbox, testDatabase] = await Promise.all([
    openTestSandbox(sandboxSettings),
    own ?? openTestDatabase("migrated"),
  ]);
  const dataDir = await mkdtemp(join(tmpdir(), "sb-data-"));
  setEnvironment({
    ...newSecrets(),
    DATA_DIR: dataDir,
    DATABASE_URL: testDatabase.url,
    PORTAL_URL: "http://portal.test",
    PORTAL_UPSTREAMS: `sandbox=${sandbox.url}`,
    UPSTREAM_TIMEOUT_MS: "1500",
    UPSTREAM_REQUESTS_PER_MINUTE: "100000",
    ...env,
  });
  const logLines = captureLog();
  await migrate(testDatabase.url, ROOT);
  const first = await createFirstOwner(OWNER.email, OWNER.password, dataDir);
  const passwordHash = await hashFor("Somebody", PASSWORD);
  let workspaces = 0;
  return {
    sandbox,
    database: testDatabase,
    owner: (await signedIn(OWNER.email, OWNER.password)).client,
    nobody: new PortalClient(),
    logLines,
    addWorkspace: ({ name = `Workspace ${++workspaces}`, key } = {}) =>
      registerWorkspace(sandbox, first?.id ?? "", name, key),
    addPerson: (name, bindings = []) => addPerson(name, bindings, passwordHash),
    signIn: (email, password = PASSWORD) => signedIn(email, password),
    close: async () => {
      await closeDatabase();
      await testDatabase.close();
      await sandbox.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
