import { existsSync, readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { fileURLToPath } from "node:url";
import type { CallFrame, CpuProfile } from "./cpu-profile";

/** The time that a function ran itself, without what it called. */
export interface SelfTime {
  name: string;
  /** The package, or the folder of the portal's own code. A function of Node belongs to whoever called it. */
  owner: string;
  /** Node's own module, for its functions. */
  inNode: string | null;
  ms: number;
}

/** Time that belongs to no function, under V8's name for it; null is left out. */
const NO_FUNCTION = new Map([
  ["(garbage collector)", "garbage collection"],
  ["(program)", "native code"],
  ["(idle)", null],
  ["(root)", null],
]);

/** Whose a source file is: `next`, `zod`, `lib/changes`; null for generated code around it. */
function ownerOf(source: string): string | null {
  const path = decodeURIComponent(source);
  const [, packaged] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path) ?? [];
  if (packaged) return packaged;
  const [, own] = /\/((?:lib|app|scripts)\/[^/]+|[\w-]+\.ts)(?:\/|$)/.exec(path) ?? [];
  return own ?? null;
}

/** Answers whose a place in built code is, by the maps that the build has put beside it. */
class Sources {
  private readonly maps = new Map<string, SourceMap | null>();

  private mapOf(path: string): SourceMap | null {
    const known = this.maps.get(path);
    if (known !== undefined) return known;
    const file = `${path}.map`;
    const map = existsSync(file) ? new SourceMap(JSON.parse(readFileSync(file, "utf8"))) : null;
    this.maps.set(path, map);
    return map;
  }

  ownerOf({ url, lineNumber, columnNumber }: CallFrame): string {
    if (url.startsWith("wasm:")) return "WebAssembly";
    const path = url.startsWith("file:") ? fileURLToPath(url) : url;
    // A package's own maps name files of a repository that isn't here.
    const built = path.includes("/.next/");
    const entry = built ? this.mapOf(path)?.findEntry(lineNumber, columnNumber) : undefined;
    const source = entry && "originalSource" in entry ? entry.originalSource : "";
    return ownerOf(String(source) || path) ?? "framework's bundle";
  }
}

interface Place {
  owner: string | null;
  inNode: string | null;
}

/** Finds out for each node of a profile's tree whose time it is. */
function placesOf(profile: CpuProfile): Map<number, Place> {
  const sources = new Sources();
  const places = new Map<number, Place>();
  const parents = new Map(
    profile.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])),
  );
  const frames = new Map(profile.nodes.map(({ id, callFrame }) => [id, callFrame]));
  const callerOf = (id: number): string | null => {
    const parent = parents.get(id);
    return parent === undefined ? null : placeOf(parent).owner;
  };
  const read = (id: number): Place => {
    const frame = frames.get(id);
    const none = frame ? NO_FUNCTION.get(frame.functionName) : null;
    if (!frame || none !== undefined) return { owner: none ?? null, inNode: null };
    const { url } = frame;
    if (url !== "" && !url.startsWith("node:")) return { owner: sources.ownerOf(frame), inNode: null };
    return { owner: callerOf(id), inNode: url || "native" };
  };
  const placeOf = (id: number): Place => {
    const known = places.get(id);
    if (known) return known;
    const place = read(id);
    places.set(id, place);
    return place;
  };
  for (const { id } of profile.nodes) placeOf(id);
  return places;
}

/** Adds up the time of each function, longest first. Idle time is left out. */
export function selfTimes(profile: CpuProfile): SelfTime[] {
  const places = placesOf(profile);
  const frames = new Map(profile.nodes.map(({ id, callFrame }) => [id, callFrame]));
  const totals = new Map<string, SelfTime>();
  for (const [at, id] of profile.samples.entries()) {
    const frame = frames.get(id);
    const place = places.get(id);
    if (!frame || !place || NO_FUNCTION.get(frame.functionName) === null) continue;
    const owner = place.owner ?? "node, called by itself";
    const key = [owner, frame.functionName, frame.url, frame.lineNumber, frame.columnNumber].join(" ");
    const name = frame.functionName || "(anonymous)";
    const total = totals.get(key) ?? { name, owner, inNode: place.inNode, ms: 0 };
    total.ms += Math.max(0, profile.timeDeltas[at] ?? 0) / 1000;
    totals.set(key, total);
  }
  return [...totals.values()].sort((one, other) => other.ms - one.ms);
}

export interface OwnerTime {
  owner: string;
  ms: number;
  /** As much of it was spent in functions of Node. */
  inNodeMs: number;
}

/** Adds up functions by whom they belong to, longest first. */
export function byOwner(times: readonly SelfTime[]): OwnerTime[] {
  const totals = new Map<string, OwnerTime>();
  for (const { owner, inNode, ms } of times) {
    const total = totals.get(owner) ?? { owner, ms: 0, inNodeMs: 0 };
    total.ms += ms;
    if (inNode !== null) total.inNodeMs += ms;
    totals.set(owner, total);
  }
  return [...totals.values()].sort((one, other) => other.ms - one.ms);
}
