import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import type { SchemaEngine } from "@prisma/schema-engine-wasm/schema_engine_bg";

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

/** What is done with scripts on their way to the database. */
export interface ScriptHandling {
  /** Gives the script that is run instead. */
  around: (script: string) => string;
  /** Is told what the database said of a script that it refused. The engine makes "external connector error" of it. */
  onError: (error: Error) => void;
}

const AS_THEY_ARE: ScriptHandling = { around: (script) => script, onError: () => {} };

/**
 * The adapter's own `executeScript` cuts a script at every semicolon, also inside a trigger function's body. PostgreSQL
 * takes a whole script in one message, and then runs all of it or nothing.
 */
class WholeScriptAdapterFactory extends PrismaPg {
  private readonly opened: { dispose: () => Promise<void> }[] = [];

  constructor(
    connectionString: string,
    private readonly scripts: ScriptHandling,
  ) {
    super({ connectionString });
  }

  /** Ends the connections that the engine leaves open: one of them holds its lock, and others would wait for that. */
  async disconnect(): Promise<void> {
    for (const adapter of this.opened.splice(0)) await adapter.dispose();
  }

  override async connect() {
    const adapter = await super.connect();
    this.opened.push(adapter);
    adapter.executeScript = async (script: string) => {
      try {
        await adapter.underlyingDriver().query(this.scripts.around(script));
      } catch (error) {
        if (error instanceof Error) this.scripts.onError(error);
        throw error;
      }
    };
    return adapter;
  }
}

/** The engine, and what to call when done with it. */
interface OpenSchemaEngine {
  engine: SchemaEngine;
  close: () => Promise<void>;
}

/**
 * Prisma's schema engine as WebAssembly, connected to a database: nothing is downloaded, at install time or later.
 *
 * @param databaseUrl a PostgreSQL connection string
 * @param datamodels pairs of file name and schema text, for `diff`; left out when migrations are only applied
 */
export async function openSchemaEngine(
  databaseUrl: string,
  datamodels?: [string, string][],
  scripts: ScriptHandling = AS_THEY_ARE,
): Promise<OpenSchemaEngine> {
  loading ??= loadBindings();
  const bindings = await loading;
  const factory = new WholeScriptAdapterFactory(databaseUrl, scripts);
  const engine = await bindings.SchemaEngine.new(
    { datamodels },
    () => {},
    bindMigrationAwareSqlAdapterFactory(factory),
  );
  const close = async () => {
    engine.free();
    await factory.disconnect();
  };
  return { engine, close };
}
