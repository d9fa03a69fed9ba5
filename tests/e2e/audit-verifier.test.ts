import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type CleanMachine, cleanMachine } from "@/tests/support/clean-machine";
import { changeFlow, findCallFlow } from "@/tests/support/editor-scene";
import type { HttpClient } from "@/tests/support/http-client";
import { ownWorkspaces, type SharedPortal, sharedPortal } from "@/tests/support/shared-portal";

/** A running portal's export is verified by somebody who has only a copy of the program. */
const GREETING = "Grüße aus dem Hafen ⚓, this is Ava.";

let portal: SharedPortal;
let owner: HttpClient;
let api: string;
let machine: CleanMachine;
let lines: string[];

beforeAll(async () => {
  portal = await sharedPortal();
  owner = await portal.signedIn();
  const slugs = await ownWorkspaces(portal, owner);
  api = `/api/workspaces/${slugs.dental}`;
  const path = await findCallFlow(owner, "Front desk", [slugs.dental]);
  await changeFlow(owner, path, { customWelcomeMessage: GREETING });
  await changeFlow(owner, path, { description: "Answers the main line" });
  machine = await cleanMachine();
  const exported = await owner.call("GET", `${api}/audit-events/export?format=ndjson&proof=1`);
  expect(exported.status).toBe(200);
  lines = exported.text.trimEnd().split("\n");
  await put("export.ndjson", exported.text);
  await put("public.pem", await publicKey());
});
afterAll(() => machine?.remove());

const put = (name: string, text: string) => writeFile(join(machine.folder, name), text);

/** The portal's key, fetched by itself as an auditor would keep it. */
async function publicKey(): Promise<string> {
  const { json } = await owner.call<{ items: { id: string }[] }>("GET", "/api/audit-keys");
  return (await owner.call("GET", `/api/audit-keys/${json.items[0]?.id}`)).text;
}

/** Runs the command as docs/audit-log.md describes it. */
const verify = (...args: string[]) => machine.run("npm", ["run", "--silent", "audit:verify", "--", ...args]);

test("the machine is clean: nothing was generated or built there, and nobody can be reached from it", async () => {
  expect(await readdir(machine.folder)).not.toContain(".data");
  expect(await readdir(machine.folder)).not.toContain(".next");
  expect(await readdir(join(machine.folder, "lib/db"))).not.toContain("generated");
  expect(await readdir(join(machine.folder, "node_modules"))).not.toContain("vitest");
  if (!machine.alone) return;
  const fetched = await machine.run("node", ["-e", `fetch(${JSON.stringify(portal.url)})`]);
  expect(fetched.code).toBe(1);
});

test("an export with proof is good there, by the portal's public key alone", async () => {
  const { code, stdout, stderr } = await verify("export.ndjson", "--key", "public.pem");
  expect(stderr).toBe("");
  expect(stdout).toMatch(/GOOD: everything that was checked holds\.\s*$/);
  expect(code).toBe(0);
});

test("one changed byte is found, with the event that it is in", async () => {
  const at = lines.findIndex((line) => line.includes("Answers the main line"));
  const { sequence } = JSON.parse(lines[at] ?? "");
  expect(sequence).toBeGreaterThan(1);
  const forged = lines.with(at, (lines[at] ?? "").replace("main line", "pain line"));
  await put("forged.ndjson", `${forged.join("\n")}\n`);
  const { code, stdout } = await verify("forged.ndjson", "--key", "public.pem");
  expect(stdout).toContain(`event ${sequence} `);
  expect(code).toBe(1);
});

test("so is an event that somebody took out", async () => {
  const at = lines.findIndex((line) => line.includes("Answers the main line"));
  await put("shorter.ndjson", `${lines.toSpliced(at, 1).join("\n")}\n`);
  const { code, stdout } = await verify("shorter.ndjson", "--key", "public.pem");
  expect(stdout).toMatch(/BAD: this export is not what was signed, or is damaged\.\s*$/);
  expect(code).toBe(1);
});

test("a file that isn't there is another failure than one that is wrong", async () => {
  expect(await verify("none.ndjson")).toMatchObject({ code: 2, stdout: "" });
});
