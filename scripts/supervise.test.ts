import { build } from "esbuild";
import { expect, it } from "vitest";

it("the start process imports modules of Node alone, so that it stays small", async () => {
  const { metafile } = await build({
    entryPoints: ["scripts/supervise.ts"],
    bundle: true,
    write: false,
    metafile: true,
    packages: "external",
    platform: "node",
    format: "esm",
    outdir: "out",
  });
  const imported = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
  expect(imported).toContain("node:net");
  expect(imported.filter((path) => !path.startsWith("node:"))).toEqual([]);
});
