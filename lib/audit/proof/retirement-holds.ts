import { readCheckpoint } from "./checkpoint-text";
import { frontierRoot, isFrontier, type TreeFrontier } from "./merkle-tree";
import { readRetirementText } from "./retirement-text";

/** What is said of a chain's beginning that retention removed. */
export interface RemovedBeginning {
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
 * Whether two texts, whoever signed them, say that exactly these events of this chain were removed: a checkpoint of what
 * they were, and the word that they were removed. Hashes alone don't tell a removal from a theft, since whoever can write
 * the database can work them out; so check the signatures of both first.
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
