import { deviceStorage } from "../ui/device-storage";
import { markSignOut } from "./sign-out-mark";

/** Whose unsaved edits a draft keeps, and of which flow. */
export interface DraftOf {
  userId: string;
  /** The flow within all workspaces, such as `northwind.call-flows.<id>`. */
  flow: string;
}

/** All drafts, of every version and person. */
export const ALL_DRAFTS = "switchboard.draft.";
/** Drafts of the first version lie in the clear, under a name that says whose they are and of what. */
const CLEAR = `${ALL_DRAFTS}1.`;
export const SEALED = `${ALL_DRAFTS}2.`;

/** Drafts of a browser that can't seal any: in the memory of this tab alone, by their clear names. */
export const tabDrafts = new Map<string, string>();

/** How the names of a person's drafts in the clear begin. */
export function clearPrefix(userId: string): string {
  return `${CLEAR}${userId}.`;
}

export function clearName({ userId, flow }: DraftOf): string {
  return `${clearPrefix(userId)}${flow}`;
}

/** Returns 128 bits of a text's SHA-256, in hexadecimal digits. */
async function hashed(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest, 0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function sealedPrefix(userId: string): Promise<string> {
  return `${SEALED}${await hashed(`person ${userId}`)}.`;
}

const places = new Map<string, Promise<string>>();

/** Returns the name of a sealed draft in the device's storage. It shows neither a person nor a workspace nor a flow. */
export function sealedPlace(of: DraftOf): Promise<string> {
  const name = clearName(of);
  const known = places.get(name);
  if (known !== undefined) return known;
  const place = Promise.all([sealedPrefix(of.userId), hashed(`draft ${name}`)]).then((parts) =>
    parts.join(""),
  );
  places.set(name, place);
  return place;
}

/** A person's drafts in this browser, of all flows. */
interface KeptDrafts {
  count: number;
  /** Removes them, also those that came meanwhile, and lets no tab write one back. */
  forget: () => void;
}

/** Finds a person's drafts. A storage that can't be read has none. */
export async function keptDrafts(userId: string): Promise<KeptDrafts> {
  const prefixes = [clearPrefix(userId)];
  try {
    prefixes.push(await sealedPrefix(userId));
  } catch {
    // A browser that can't hash has no sealed drafts.
  }
  const isTheirs = (name: string) => prefixes.some((prefix) => name.startsWith(prefix));
  const stored = () => {
    try {
      return Object.keys(deviceStorage() ?? {}).filter(isTheirs);
    } catch {
      return [];
    }
  };
  return {
    count: new Set([...stored(), ...[...tabDrafts.keys()].filter(isTheirs)]).size,
    forget: () => {
      tabDrafts.clear();
      try {
        for (const name of stored()) deviceStorage()?.removeItem(name);
      } catch {
        // What a storage does not give up is sealed; the mark still ends this page's writing.
      }
      markSignOut();
    },
  };
}
