import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { emptyState, type State, stateSchema } from "./model";

export type Store = {
  /** The present state. Treat it as read-only; only `change` may alter it. */
  read(): State;
  /**
   * Runs `work` on a copy, saves the copy, and only then lets it become the state.
   * When `work` throws, nothing has changed, so that a refused write is never half done.
   */
  change<T>(work: (draft: State) => T): T;
  /** Replaces the whole state. */
  replace(next: State): void;
};

/**
 * Opens the state kept in `folder` (made when missing), or an empty one in memory when it is null.
 * @throws Error when the folder cannot be used or its file is not a sandbox state.
 */
export function openStore(folder: string | null): Store {
  let state = folder === null ? emptyState() : load(folder);
  const replace = (next: State) => {
    if (folder !== null) save(folder, next);
    state = next;
  };
  return {
    read: () => state,
    replace,
    change(work) {
      const draft = structuredClone(state);
      const result = work(draft);
      replace(draft);
      return result;
    },
  };
}

function load(folder: string): State {
  const file = join(folder, "state.json");
  const text = readOrMakeRoom(folder, file);
  if (text === null) return emptyState();
  try {
    return stateSchema.parse(JSON.parse(text));
  } catch {
    throw new Error(`SANDBOX_STATE: ${file} is not a sandbox state; move it away to start empty`);
  }
}

/** The state file's text, or null where there is none yet; the folder exists afterwards. */
function readOrMakeRoom(folder: string, file: string): string | null {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return readFileSync(file, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : error;
    if (code === "ENOENT") return null;
    throw new Error(`SANDBOX_STATE: ${folder} cannot be used (${code})`);
  }
}

/**
 * A rename is atomic, so a process killed at any moment leaves the old state or the new one, never a part.
 */
function save(folder: string, state: State): void {
  const file = join(folder, "state.json");
  const draft = `${file}.${process.pid}.tmp`;
  writeFileSync(draft, JSON.stringify(state), { mode: 0o600 });
  renameSync(draft, file);
}
