import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { bindMigrationAwareSqlAdapterFactory, type SqlDriverAdapter } from "@prisma/driver-adapter-utils";

type EngineBindings = typeof import("@prisma/schema-engine-wasm/schema_engine_bg");

/** One instance per process: the bindings keep it in a module variable, and two would write into each other. */
let loading: Promise<EngineBindings> | undefined;

/**
 * The package is made for bundlers that can import a `.wasm` file; Node 20 can't, so the module is
 * instantiated by hand.
 */
async function loadBindings(): Promise<EngineBindings> {
  const bindings = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const bindingsPath = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const wasm = await readFile(bindingsPath.replace(/\.js$/, ".wasm"));
  // The engine calls this global before it panics; without it the panic's own message is lost.
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: {
      set_message: (message: string) => {
        throw new Error(`schema engine: ${message}`);
      },
    },
  });
  const { instance } = await WebAssembly.instantiate(wasm, {
    "./schema_engine_bg.js": { ...bindings } as WebAssembly.ModuleImports,
  });
  bindings.__wbg_set_wasm(instance.exports);
  const start = instance.exports.__wbindgen_start;
  if (typeof start === "function") start();
  return bindings;
}

const PROVIDER = { provider: "postgres", adapterName: "no database" } as const;

/** The engine wants a database and asks for its version, but compares two schemas without it: this one knows nothing. */
const NO_DATABASE: SqlDriverAdapter = {
  ...PROVIDER,
  queryRaw: async () => ({ columnNames: [], columnTypes: [], rows: [] }),
  executeRaw: async () => 0,
  executeScript: async () => {},
  startTransaction: async () => {
    throw new Error("comparing two schemas needs no transaction");
  },
  dispose: async () => {},
};

/**
 * The SQL that leads from one Prisma schema to another, by Prisma's schema engine as WebAssembly. It needs neither a
 * database nor the network.
 *
 * @param from the text of the schema that a database has
 * @param to the text of the schema that it should get
 * @returns the script; a comment when nothing differs
 * @throws Error when a schema is not valid
 */
export async function sqlBetween(from: string, to: string): Promise<string> {
  loading ??= loadBindings();
  const { SchemaEngine } = await loading;
  const adapters = bindMigrationAwareSqlAdapterFactory({
    ...PROVIDER,
    connect: async () => NO_DATABASE,
    connectToShadowDb: async () => NO_DATABASE,
  });
  const engine = await SchemaEngine.new({ datamodels: [["schema.prisma", to]] }, () => {}, adapters);
  try {
    const { stdout } = await engine.diff({
      from: { tag: "schemaDatamodel", files: [{ path: "from.prisma", content: from }] },
      to: { tag: "schemaDatamodel", files: [{ path: "schema.prisma", content: to }] },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    return stdout ?? "";
  } finally {
    engine.free();
  }
}
