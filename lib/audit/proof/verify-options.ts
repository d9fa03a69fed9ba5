import type { KeyObject } from "node:crypto";

/** What a verification may be told besides the export. */
export interface VerifyOptions {
  /**
   * The keys that one believes: the portal's present one and, after it was replaced, its former ones. Without any the
   * export's own is used, which proves only that the file hangs together.
   */
  publicKeys?: readonly KeyObject[];
  /** Signed checkpoints that were kept elsewhere, to compare the export with. */
  kept?: string[];
  /** The proof that belongs to an export in another format: the lines of the file beside it. */
  proof?: AsyncIterable<string>;
  /** Called after every event with their number so far. */
  onProgress?: (events: number) => void;
}
