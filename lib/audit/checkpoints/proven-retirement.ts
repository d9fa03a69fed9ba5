import "server-only";
import { checkpointOrigin } from "@/lib/audit/proof/checkpoint-text";
import { retirementHolds, retirementOrigin } from "@/lib/audit/proof/retirement";
import { readNote } from "@/lib/audit/proof/signed-note";
import { toHex } from "@/lib/audit/proof/text-forms";
import { ChainBroken } from "./read-checkpoints";
import { type Retirement, readRetirement } from "./read-retirement";
import { listSigningKeys, type SigningKey } from "./signing-key";

/**
 * Says why the row for the removed events can't be trusted; null when this portal signed the removal. An attacker with
 * the database's password can write a row with all the right hashes, but not the signature.
 */
export function retirementProblem(
  chain: string,
  retired: Retirement,
  keys: readonly SigningKey[],
): string | null {
  const { sequence, hash, frontier } = retired;
  const publicKeys = keys.map(({ publicKey }) => publicKey);
  const covered = readNote(retired.checkpoint, checkpointOrigin(chain), publicKeys);
  const removed = readNote(retired.statement, retirementOrigin(chain), publicKeys);
  const holds =
    covered.signer === "believed" &&
    removed.signer === "believed" &&
    retirementHolds({ chain, sequence, hash: toHex(hash), frontier }, covered.text, removed.text);
  return holds ? null : `events up to ${sequence} were removed without this portal's signature`;
}

/**
 * The row for a chain's removed events; null as long as nothing was removed.
 * @throws ChainBroken when this portal didn't sign the removal
 */
export async function provenRetirement(chain: string): Promise<Retirement | null> {
  const retired = await readRetirement(chain);
  if (!retired) return null;
  const problem = retirementProblem(chain, retired, await listSigningKeys());
  if (problem) throw new ChainBroken(chain, problem);
  return retired;
}
