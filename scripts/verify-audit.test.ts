import { spawnSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { writePublicKey } from "@/lib/audit/proof/keys";
import { exampleChain, exampleCheckpoint, exampleExport } from "@/tests/support/export-example";

const folder = mkdtempSync(join(tmpdir(), "verify-audit-"));
afterAll(() => rmSync(folder, { recursive: true }));

function save(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** Runs the command as on a machine that has only this repository: nothing in its environment. */
function audit(words: string[], input = "") {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const script = ["--import", "tsx", "scripts/verify-audit.ts", ...words];
  const env = { PATH: process.env.PATH, NODE_ENV: "test" } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, script, {
    cwd: root,
    env,
    input,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

const keys = generateKeyPairSync("ed25519");
const content = { action: "call_flow.update", name: "Ada", reason: null };
const events = exampleChain("portal", [content, content, content]);
const lines = await exampleExport({ chain: "portal", events, keys });
const whole = `${lines.join("\n")}\n`;
const key = save("public.pem", writePublicKey(keys.publicKey));

describe("npm run audit:verify", { timeout: 60_000 }, () => {
  it("ends with 0 for an export that holds, read from a file or from standard input", () => {
    const note = save(
      "note.txt",
      exampleCheckpoint("portal", events.slice(0, 2), keys, "2026-02-01T00:00:00.000Z"),
    );
    const result = audit([save("good.ndjson", whole), "--key", key, "--earlier", note]);
    expect(result).toMatchObject({ status: 0, stderr: "" });
    expect(result.stdout).toContain("Events      3, number 1 to 3");
    expect(result.stdout).toContain("checkpoint over 2 events of 2026-02-01T00:00:00.000Z: agrees");
    const piped = audit(["-", "--key", key, "--json"], whole);
    expect(piped.status).toBe(0);
    expect(JSON.parse(piped.stdout)).toMatchObject({ verdict: "good", events: 3 });
  });

  it("takes the key that was replaced beside the present one, in files of their own or in one", () => {
    const former = generateKeyPairSync("ed25519");
    const note = save("former.txt", exampleCheckpoint("portal", events.slice(0, 2), former));
    const formerKey = writePublicKey(former.publicKey);
    const file = save("good.ndjson", whole);
    const chain = save("keys.pem", `${formerKey}${writePublicKey(keys.publicKey)}`);
    const apart = ["--key", key, "--key", save("former.pem", formerKey)];
    for (const given of [apart, ["--key", chain]]) {
      const { status, stdout } = audit([file, ...given, "--earlier", note]);
      expect(status).toBe(0);
      expect(stdout.match(/^Key .*SHA-256/gm)).toHaveLength(2);
    }
    const alone = audit([file, "--key", key, "--earlier", note]);
    expect(alone.status).toBe(1);
    expect(alone.stdout).toContain("NOT PROVEN");
  });

  it("ends with 1 for one that was edited, and names the event and the line", () => {
    const result = audit([
      save("bad.ndjson", whole.replace('\\"name\\":\\"Ada', '\\"name\\":\\"Eve')),
      "--key",
      key,
    ]);
    expect(result).toMatchObject({ status: 1, stderr: "" });
    expect(result.stdout).toContain("The content of event 1 does not match its hash. (line 2)");
  });

  it("ends with 2 and one line, when a file cannot be read, is no key or far too large for one", () => {
    const large = save("large", "x".repeat(1_000_001));
    const wrong = [
      [join(folder, "absent")],
      [folder],
      [key, "--key", save("k", "no key")],
      [key, "--key", large],
    ];
    for (const words of [...wrong, []]) {
      const { status, stdout, stderr } = audit(words);
      expect({ status, stdout, lines: stderr.split("\n").length }).toEqual({
        status: 2,
        stdout: "",
        lines: 2,
      });
    }
  });
});
