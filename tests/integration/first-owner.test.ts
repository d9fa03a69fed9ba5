import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { closeDatabase, database } from "@/lib/db/client";
import { migrate } from "@/lib/db/migrate";
import { env, setEnvironment } from "@/lib/env";
import { createFirstOwner } from "@/lib/identity/create-first-owner";
import { acceptLink } from "@/lib/identity/password-links";
import { setOwnerPassword } from "@/lib/identity/set-owner-password";
import { signIn } from "@/lib/identity/sign-in";
import { openTestDatabase, type TestDatabase } from "@/tests/support/open-database";
import { ROOT } from "@/tests/support/open-portal";
import { temporaryDataDir } from "@/tests/support/start-portal";

const EMAIL = "owner@example.com";
const origin = { id: "test", ip: "192.0.2.7", userAgent: null };
let folder: Awaited<ReturnType<typeof temporaryDataDir>>;
let testDatabase: TestDatabase;
const file = () => join(folder.path, "owner-password.json");
const isKept = () =>
  stat(file()).then(
    () => true,
    () => false,
  );
const start = (password?: string) => createFirstOwner(EMAIL, password, folder.path);
const enter = async (password: string) => (await signIn(EMAIL, password, origin)).outcome;
const accept = (path: string, password: string) =>
  acceptLink(path.replace("/invite#/", ""), password, "/invite", origin);
const aDayLater = () =>
  database().user.updateMany({ data: { generatedUsedAt: new Date(Date.now() - 24 * 3_600_000 - 1_000) } });

beforeEach(async () => {
  [folder, testDatabase] = await Promise.all([temporaryDataDir(), openTestDatabase("migrated")]);
  setEnvironment({
    DATA_DIR: folder.path,
    DATABASE_URL: testDatabase.url,
    PORTAL_SECRET: "s".repeat(32),
    PORTAL_KEYRING: `k1:${Buffer.alloc(32, 1).toString("base64")}`,
  });
  await migrate(testDatabase.url, ROOT);
});
afterEach(async () => {
  await closeDatabase();
  await testDatabase.close();
  await folder.remove();
});

it("a generated password is shown by every start until somebody signs in with it", async () => {
  const first = await start();
  const again = await start();
  expect(first).toMatchObject({ email: EMAIL, madeNow: true });
  expect(again).toMatchObject({ generatedPassword: first?.generatedPassword, madeNow: false });
  expect((await stat(file())).mode & 0o777).toBe(0o600);
  expect(await enter(first?.generatedPassword ?? "")).toBe("signed_in");
  expect(await isKept()).toBe(false);
  expect(await start()).toBeNull();
});

it("a generated password signs in for a day, with a reminder, and then only lets its owner choose another", async () => {
  const { generatedPassword: generated = "" } = (await start()) ?? {};
  for (let time = 0; time < 2; time++) expect(await enter(generated ?? "")).toBe("signed_in");
  expect(await database().personNotice.count({ where: { kind: "generated_password", readAt: null } })).toBe(
    1,
  );
  await aDayLater();
  const result = await signIn(EMAIL, generated ?? "", origin);
  const path = result.outcome === "own_password" ? result.path : "";
  expect(path).toMatch(/^\/invite#\/[\w-]{43}$/);
  expect(await accept(path, generated ?? "")).toMatchObject({ outcome: "unfit" });
  expect(await accept(path, "seven quiet harbours")).toEqual({ outcome: "done" });
  expect(await enter(generated ?? "")).toBe("refused");
  expect(await enter("seven quiet harbours")).toBe("signed_in");
});

it("a password that an operator sets later is generated, too, and has a day of its own", async () => {
  const { generatedPassword: generated = "" } = (await start()) ?? {};
  await enter(generated ?? "");
  await aDayLater();
  const { password } = await setOwnerPassword(null, folder.path);
  expect(await enter(password)).toBe("signed_in");
  await aDayLater();
  expect(await enter(password)).toBe("own_password");
});

it("a start that was killed before the owner was made leaves a password that the next one uses", async () => {
  await writeFile(file(), JSON.stringify({ email: EMAIL, password: "a password kept from before" }));
  expect(await start()).toMatchObject({ generatedPassword: "a password kept from before", madeNow: true });
  expect(await enter("a password kept from before")).toBe("signed_in");
});

it("a kept password that is not the owner's is removed and not shown", async () => {
  await start();
  await writeFile(file(), JSON.stringify({ email: EMAIL, password: "of another database" }));
  expect(await start()).toBeNull();
  expect(await isKept()).toBe(false);
});

it("a file that is none is no password", async () => {
  await writeFile(file(), "{");
  const owner = await start();
  expect(owner?.generatedPassword?.length).toBeGreaterThanOrEqual(16);
});

it("a password that somebody chose is kept nowhere", async () => {
  expect(await start("a password that was chosen")).toMatchObject({ generatedPassword: null });
  expect(await isKept()).toBe(false);
});

it("the database never has a password in clear", async () => {
  const owner = await start();
  const rows = await database()
    .$queryRaw`SELECT u::text FROM "User" u UNION ALL SELECT "payload" FROM "AuditEvent"`;
  expect(JSON.stringify(rows)).not.toContain(owner?.generatedPassword);
  expect(await readFile(file(), "utf8")).toContain(owner?.generatedPassword);
});

it("the operator's new password ends the owner's sessions, forgives wrong tries, and is an event", async () => {
  await start("seven quiet harbours");
  expect(await enter("seven quiet harbours")).toBe("signed_in");
  for (let attempt = 0; attempt < 11; attempt++) await enter("a wrong password");
  expect(await enter("seven quiet harbours")).toBe("throttled");
  const { email, password } = await setOwnerPassword(null, env().DATA_DIR);
  expect(email).toBe(EMAIL);
  expect(await database().session.count({ where: { revokedAt: null } })).toBe(0);
  expect(await enter(password)).toBe("signed_in");
  const [event] = await database().auditEvent.findMany({ where: { action: "user.set_password" } });
  expect(JSON.parse(event?.payload ?? "{}")).toMatchObject({
    actor: { type: "system" },
    target: { type: "user", name: "Owner" },
    detail: { sessionsEnded: 1 },
  });
  expect(event?.payload).not.toContain(password);
});

it("the operator names an owner where there are several, and nobody else", async () => {
  const owner = await start("a password that was chosen");
  await database().user.create({
    data: { id: crypto.randomUUID(), email: "second@example.com", name: "Second", isOwner: true },
  });
  await expect(setOwnerPassword(null, folder.path)).rejects.toThrow(`${owner?.email}, second@example.com`);
  await expect(setOwnerPassword("nobody@example.com", folder.path)).rejects.toThrow("is no owner");
  expect(await setOwnerPassword("SECOND@example.com", folder.path)).toMatchObject({
    email: "second@example.com",
  });
});
