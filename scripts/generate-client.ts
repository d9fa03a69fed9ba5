import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

interface GeneratedClient {
  schema: string;
  /** Where the schema says that the client goes. */
  output: string;
  /** The file that names the schema of the client that exists. */
  stamp: string;
}

const PORTAL: GeneratedClient = {
  schema: "prisma/schema.prisma",
  output: "lib/db/generated",
  stamp: "prisma-client",
};

/** The portal beside which the benchmark of writes measures ours. */
const USUAL_PORTAL: GeneratedClient = {
  schema: "bench/usual-portal/prisma/schema.prisma",
  output: "bench/usual-portal/generated",
  stamp: "prisma-client-usual-portal",
};

async function generate(root: string, { schema, output, stamp: name }: GeneratedClient): Promise<void> {
  const digest = createHash("sha256")
    .update(await readFile(join(root, schema)))
    .digest("hex");
  const stamp = join(root, ".cache", name);
  const known = await readFile(stamp, "utf8").catch(() => "");
  if (known === digest && existsSync(join(root, output, "client.ts"))) return;
  const prisma = createRequire(import.meta.url).resolve("prisma/build/index.js");
  await promisify(execFile)(process.execPath, [prisma, "generate", "--schema", schema], {
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

/**
 * Makes the typed database client in `lib/db/generated` from `prisma/schema.prisma`, unless this schema's client exists
 * already. Prisma's command-line tool would download a schema-engine binary, although generating doesn't use it. The
 * path of any existing file prevents that.
 *
 * @param root the project's folder
 * @throws when the schema is not valid
 */
export async function generateClient(root: string): Promise<void> {
  await generate(root, PORTAL);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await generateClient(process.cwd());
  // Only a developer's commands need it: the compiler checks the benchmarks, too.
  await generate(process.cwd(), USUAL_PORTAL);
}
