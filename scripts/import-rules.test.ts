import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { expect, it } from "vitest";

const biome = createRequire(import.meta.url).resolve("@biomejs/biome/bin/biome");

/** What the linter says of a file that doesn't exist, as if it stood at `path`. */
function lint(path: string, source: string): string {
  try {
    const args = [biome, "lint", `--stdin-file-path=${path}`, "--only=style/noRestrictedImports"];
    return execFileSync(process.execPath, args, { input: source, encoding: "utf8", stdio: "pipe" });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    return `refused: ${stdout}${stderr}`;
  }
}

const forbidden: [string, string][] = [
  ["lib/flows/x.ts", "@/lib/upstream/read-flow"],
  ["lib/upstream/x.ts", "@/lib/db/client"],
  ["lib/mirror/x.ts", "@/lib/changes/admit-change"],
  ["lib/changes/x.ts", "@/lib/bff/route"],
  ["lib/audit/x.ts", "@/app/page"],
  ["components/x.tsx", "@/lib/db/client"],
  ["components/x.tsx", "@/lib/upstream/read-flow"],
  ["app/x.ts", "@/lib/db/client"],
  ["app/x.ts", "@/lib/upstream/write-flow"],
  ["sandbox/x.ts", "@/lib/flows/flow-kind"],
];

it.each(forbidden)("%s may not import %s", (path, imported) => {
  const said = lint(path, `import { thing } from "${imported}";\nexport const x = thing;\n`);
  expect(said).toMatch(/^refused/);
  expect(said).toContain("noRestrictedImports");
});

it("a lib folder may not reach around the rule with a relative path", () => {
  const said = lint(
    "lib/flows/x.ts",
    'import { thing } from "../upstream/read-flow";\nexport const x = thing;\n',
  );
  expect(said).toContain("noRestrictedImports");
});

it("what the map allows passes", () => {
  const said = lint(
    "lib/changes/x.ts",
    'import { thing } from "@/lib/flows/flow-kind";\nexport const x = thing;\n',
  );
  expect(said).not.toMatch(/^refused/);
});
