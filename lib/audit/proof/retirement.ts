import { checkpointOrigin, isUtcTime, readCheckpoint, readCount } from "./checkpoint-text";
import { frontierRoot, isFrontier, type TreeFrontier } from "./merkle-tree";

/** The portal's statement that it removed a chain's oldest events itself, under its retention rule. */
interface RetirementStatement {
  /** A workspace's id, or "portal". */
  chain: string;
  /** The number of the last removed event. */
  through: number;
  /** RFC 3339, UTC. */
  time: string;
}

/** The name of a chain's retirements in signed texts; also the name of the key that signs them. */
export function retirementOrigin(chain: string): string {
  return `${checkpointOrigin(chain)}/retired`;
}

/** The text to sign. */
export function writeRetirement({ chain, through, time }: RetirementStatement): string {
  return `${retirementOrigin(chain)}\nthrough ${through}\ntime ${time}\n`;
}

/** Reads a text of `writeRetirement`; null for any other text. Check the signature first. */
function readRetirementText(text: string): RetirementStatement | null {
  const [, chain, sequence, time] =
    /^switchboard\/([^\n/]+)\/retired\nthrough (\d+)\ntime ([^\n]+)\n$/.exec(text) ?? [];
  const through = readCount(sequence);
  return chain === undefined || through === null || !isUtcTime(time) ? null : { chain, through, time };
}

/** A claim about a chain's beginning that retention removed. */
interface RemovedBeginning {
  /** A workspace's id, or "portal". */
  chain: string;
  /** The number of the last removed event. */
  sequence: number;
  /** That event's hash, in hexadecimal. */
  hash: string;
  /** The tree over exactly the removed events. */
  frontier: TreeFrontier;
}

/**
 * Whether two texts confirm the removal of exactly these events of this chain: a checkpoint over the events, and the
 * statement that they were removed. Hashes alone don't distinguish removal from theft, since an attacker with the
 * database can compute them. So check the signatures of both texts first.
 */
export function retirementHolds(
  { chain, sequence, hash, frontier }: RemovedBeginning,
  checkpointText: string,
  statementText: string,
): boolean {
  const checkpoint = readCheckpoint(checkpointText);
  const statement = readRetirementText(statementText);
  return (
    statement?.chain === chain &&
    statement.through === sequence &&
    checkpoint?.chain === chain &&
    checkpoint.size === sequence &&
    checkpoint.head === hash &&
    frontier.size === sequence &&
    isFrontier(frontier) &&
    checkpoint.root.equals(frontierRoot(frontier))
  );
}
