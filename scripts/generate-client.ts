import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

/**
 * Makes the typed database client in `lib/db/generated` from `prisma/schema.prisma`, unless this schema's client exists
 * already. Prisma's command-line tool would download a schema-engine binary, although generating doesn't use it. The
 * path of any existing file prevents that.
 *
 * @param root the project's folder
 * @throws when the schema is not valid
 */
export async function generateClient(root: string): Promise<void> {
  const schema = await readFile(join(root, "prisma", "schema.prisma"));
  const digest = createHash("sha256").update(schema).digest("hex");
  const stamp = join(root, ".cache", "prisma-client");
  const known = await readFile(stamp, "utf8").catch(() => "");
  if (known === digest && existsSync(join(root, "lib", "db", "generated", "client.ts"))) return;
  const prisma = createRequire(import.meta.url).resolve("prisma/build/index.js");
  await promisify(execFile)(process.execPath, [prisma, "generate", "--schema", "prisma/schema.prisma"], {
    cwd: root,
    env: {
      NODE_ENV: "production",
      PATH: "",
      HOME: tmpdir(),
      PRISMA_SCHEMA_ENGINE_BINARY: join(root, "package.json"),
      PRISMA_HIDE_UPDATE_MESSAGE: "1",
      CHECKPOINT_DISABLE: "1",
    },
  });
  await mkdir(join(root, ".cache"), { recursive: true });
  await writeFile(stamp, digest);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await generateClient(process.cwd());
}
