import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { z } from "zod";

/** What the documents about security list, compared with the program itself. */
const ROOT = fileURLToPath(new URL("../", import.meta.url));
const read = (path: string) => readFileSync(`${ROOT}${path}`, "utf8");
const KEYS = read("docs/security/cryptography.md");
const CONNECTIONS = read("docs/security/connections.md");

/** The product's own files whose text fits. */
function filesWith(pattern: RegExp): string[] {
  return ["lib", "app", "components", "proxy.ts"]
    .flatMap((place) =>
      place.endsWith(".ts")
        ? [place]
        : readdirSync(`${ROOT}${place}`, { recursive: true, encoding: "utf8" }).map(
            (name) => `${place}/${name}`,
          ),
    )
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$|\/generated\//.test(path))
    .filter((path) => pattern.test(read(path)));
}

/** The files that a document names neither by their path nor by their folder's. */
function unnamedIn(document: string, files: readonly string[]): string[] {
  const named = [...document.matchAll(/`([\w./-]+)`/g)].map(([, path = ""]) => path);
  return files.filter((file) => !named.some((path) => file === path || file.startsWith(`${path}/`)));
}

it("every sealed column is in the inventory of keys", () => {
  const models = [...read("prisma/schema.prisma").matchAll(/^model (\w+) \{([\s\S]*?)^\}/gm)];
  const columns = models.flatMap(([, model, body = ""]) =>
    [...body.matchAll(/^\s+(sealed\w+)/gm)].map(([, column]) => `${model}.${column}`),
  );
  expect(columns.length).toBeGreaterThan(5);
  expect(columns.filter((column) => !KEYS.includes(`\`${column}\``))).toEqual([]);
});

/** Functions that encrypt, sign, hash or make random values, of Node, of the browser and of libraries. */
const CRYPTOGRAPHY =
  /\b(createHash|createHmac|createCipheriv|hkdf\w*|randomBytes|randomInt|generateKeyPair\w*|timingSafeEqual)\(|from "(@node-rs\/argon2|otpauth|next-auth\/jwt|openid-client)"|crypto\.subtle\.(encrypt|decrypt|sign|importKey)|\bsign\(null/;
/** They only call what a row names, or write down what it made. */
const CALLERS = ["lib/providers/", "lib/identity/factors/"];

it("every module that uses cryptography is in the inventory", () => {
  const files = filesWith(CRYPTOGRAPHY).filter((file) => !CALLERS.some((folder) => file.startsWith(folder)));
  expect(files.length).toBeGreaterThan(10);
  expect(unnamedIn(KEYS, files)).toEqual([]);
  expect(unnamedIn("`lib/vault`", ["lib/vault/vault.ts", "lib/other.ts"])).toEqual(["lib/other.ts"]);
});

it("the inventory names no algorithm below 128 bits of security", () => {
  const weak = /\b(md5|rc4|3?des|ecb|aes-128-cbc|sha-?1)\b/i;
  expect(filesWith(new RegExp(`["'](${weak.source})["']`, "i"))).toEqual(["lib/identity/factors/totp.ts"]);
  const rows = KEYS.split("\n").filter((line) => line.startsWith("|"));
  expect(rows.filter((row) => weak.test(row))).toEqual([expect.stringContaining("HMAC-SHA-1")]);
});

/** Modules by which a program reaches others. `Socket` alone is what a connection that somebody else made is. */
const NETWORK =
  /import (?!type)[^;]*\b(Client|Agent|request|connect|createConnection|lookup|Resolver|createTransport|Socket|fetch)\b[^;]*from "(undici|node:(net|tls|http|https|dns|dns\/promises)|nodemailer|pg)"|(?<![.\w])fetch\(/;

it("every module that opens connections is in the list of connections", () => {
  const files = filesWith(NETWORK).filter((file) => !file.startsWith("components/"));
  expect(files).toContain("lib/upstream/connections.ts");
  expect(unnamedIn(CONNECTIONS, files)).toEqual([]);
});

const versions = z.record(z.string(), z.string());
const project = z.object({ dependencies: versions, devDependencies: versions });
const lock = z.object({
  packages: z.record(
    z.string(),
    z.looseObject({
      resolved: z.string().optional(),
      integrity: z.string().optional(),
      inBundle: z.boolean().optional(),
    }),
  ),
});

it("every package has one exact version and a checksum, from the public registry", () => {
  const { dependencies, devDependencies } = project.parse(JSON.parse(read("package.json")));
  const ours = Object.entries({ ...dependencies, ...devDependencies });
  expect(ours.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.-]+)?$/.test(version))).toEqual([]);
  const { packages } = lock.parse(JSON.parse(read("package-lock.json")));
  const theirs = Object.entries(packages).filter(([path]) => path !== "");
  // A bundled package is inside another one, and under its checksum.
  expect(
    theirs.filter(([, { integrity, inBundle }]) => !integrity?.startsWith("sha512-") && !inBundle),
  ).toEqual([]);
  // An address is only noted for what is not from the usual registry.
  expect(theirs.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  expect(read(".npmrc")).toMatch(/^ignore-scripts=true$/m);
  expect(read(".npmrc")).not.toMatch(/registry=/);
});

it("the components to look at first are ones that are used", () => {
  const { dependencies } = project.parse(JSON.parse(read("package.json")));
  const [, part = ""] =
    /## Components to look at first([\s\S]*?)\n## /.exec(read("docs/security/dependencies.md")) ?? [];
  const named = [...part.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(
    ([, cell = ""]) => cell.match(/[^`, ]+/g) ?? [],
  );
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((name) => !(name in dependencies))).toEqual([]);
});
