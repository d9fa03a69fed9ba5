import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { deserialize, serialize } from "node:v8";
import { HttpClient } from "@/tests/support/http-client";
import type { Evidence } from "./evidence";

const FOLDER = ".cache/faults";

/**
 * Keeps all that was known of a round with findings, so that the round can be judged again when it was the judge who
 * erred: the same faults come again with a seed, but not the same moments.
 */
export function keepEvidence(seed: string, { record, ...rest }: Evidence): void {
  const writes = record.writes.map(({ person: { email }, ...write }) => ({ ...write, person: { email } }));
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(`${FOLDER}/evidence-${seed}.bin`, serialize({ ...rest, record: { ...record, writes } }));
}

/** Reads what `keepEvidence` wrote in this or an earlier run of the same version. */
export function keptEvidence(seed: string): Evidence {
  const evidence: Evidence = deserialize(readFileSync(`${FOLDER}/evidence-${seed}.bin`));
  // The judge asks nobody anything.
  const client = new HttpClient("http://127.0.0.1:1");
  for (const { person } of evidence.record.writes) person.client = client;
  return evidence;
}
