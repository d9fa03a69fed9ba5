import { checkpointOrigin, isUtcTime, readCount } from "./checkpoint-text";

/** The portal's word that it removed a chain's oldest events itself, as its retention asks. */
export interface RetirementStatement {
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

/** Reads what `writeRetirement` wrote; null for any other text. Check the signature first. */
export function readRetirementText(text: string): RetirementStatement | null {
  const [, chain, sequence, time] =
    /^switchboard\/([^\n/]+)\/retired\nthrough (\d+)\ntime ([^\n]+)\n$/.exec(text) ?? [];
  const through = readCount(sequence);
  return chain === undefined || through === null || !isUtcTime(time) ? null : { chain, through, time };
}
