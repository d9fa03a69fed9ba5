import "server-only";
import { frontierRoot, isFrontier } from "@/lib/audit/proof/merkle-tree";
import { readRetirementText, retirementOrigin } from "@/lib/audit/proof/retirement-text";
import { openNote } from "@/lib/audit/proof/signed-note";
import { ChainBroken } from "./chain-broken";
import { openSignedCheckpoint } from "./read-checkpoints";
import { type Retirement, readRetirement } from "./read-retirement";
import { listSigningKeys, type SigningKey } from "./signing-key";

/**
 * What is wrong with the row that stands for removed events; null when this portal signed that it removed them. Whoever
 * has the database's password can write such a row with all the right hashes, but not the signature.
 */
export function retirementProblem(
  chain: string,
  retired: Retirement,
  keys: readonly SigningKey[],
): string | null {
  const { sequence, frontier } = retired;
  const signed = openSignedCheckpoint(chain, retired.checkpoint, keys);
  const told = keys
    .map(({ publicKey }) => openNote(retired.statement, retirementOrigin(chain), publicKey))
    .find((text) => text !== null);
  const statement = told ? readRetirementText(told) : null;
  const holds =
    statement?.chain === chain &&
    statement.through === sequence &&
    signed?.size === sequence &&
    signed.head === retired.hash.toString("hex") &&
    isFrontier(frontier) &&
    frontierRoot(frontier).equals(signed.root);
  return holds ? null : `events up to ${sequence} were removed without this portal's signature`;
}

/**
 * What stands for a chain's removed events; null as long as nothing was removed.
 * @throws ChainBroken when this portal didn't sign that it removed them
 */
export async function provenRetirement(chain: string): Promise<Retirement | null> {
  const retired = await readRetirement(chain);
  if (!retired) return null;
  const problem = retirementProblem(chain, retired, await listSigningKeys());
  if (problem) throw new ChainBroken(chain, problem);
  return retired;
}
