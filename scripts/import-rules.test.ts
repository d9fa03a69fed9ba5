import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, expect, it } from "vitest";

/** A tree of its own with this project's lint settings, so that no probe stands among the sources. */
const tree = mkdtempSync(join(tmpdir(), "import-rules-"));
const { vcs: _, $schema: __, ...settings } = JSON.parse(readFileSync("biome.json", "utf8"));
writeFileSync(join(tree, "biome.json"), JSON.stringify(settings));
afterAll(() => rmSync(tree, { recursive: true }));

/** Whether the linter refuses a file at `path` that imports `imported`. */
function isRefused(path: string, imported: string): boolean {
  const file = join(tree, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `import { thing } from "${imported}";\nexport const x = thing;\n`);
  const biome = resolve("node_modules", ".bin", "biome");
  try {
    execFileSync(biome, ["lint", path], { cwd: tree, encoding: "utf8", stdio: "pipe" });
    return false;
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    expect(`${stdout}${stderr}`).toContain("noRestrictedImports");
    return true;
  } finally {
    rmSync(file);
  }
}

it.each([
  ["lib/flows/x.ts", "@/lib/upstream/read-flow"],
  ["lib/flows/x.ts", "../upstream/read-flow"],
  ["lib/upstream/x.ts", "@/lib/db/client"],
  ["lib/mirror/x.ts", "@/lib/changes/admit-change"],
  ["lib/audit/x.ts", "@/lib/workspaces/connect"],
  ["lib/vault/x.ts", "@/lib/audit/record-event"],
  ["lib/changes/x.ts", "@/lib/bff/route"],
  ["lib/bff/x.ts", "@/app/page"],
  ["components/x.tsx", "@/lib/db/client"],
  ["components/x.tsx", "@/lib/upstream/read-flow"],
  ["app/x.ts", "@/lib/db/client"],
  ["app/x.ts", "@/lib/upstream/write-flow"],
  ["sandbox/x.ts", "@/lib/flows/flow-kind"],
])("%s may not import %s", (path, imported) => {
  expect(isRefused(path, imported)).toBe(true);
});

it.each([
  ["lib/changes/x.ts", "@/lib/flows/flow-kind"],
  ["lib/flows/x.ts", "./flow-kind"],
  ["components/x.tsx", "@/lib/flows/flow-kind"],
  ["app/x.ts", "@/lib/bff/route"],
])("%s may import %s", (path, imported) => {
  expect(isRefused(path, imported)).toBe(false);
});
