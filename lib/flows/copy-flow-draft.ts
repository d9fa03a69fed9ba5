import type { NotRestored } from "./plan-restore";

/** A copy as it stands before anybody looked whether the upstream's request takes all of it. */
export interface CopyDraft {
  body: Record<string, unknown>;
  later: Record<string, unknown> | null;
  notCopied: NotRestored[];
}

/** Gives the object without values that were never told, or undefined when none is left. "" is a value here. */
export function told(values: object): Record<string, unknown> | undefined {
  const known = Object.entries(values).filter(([, value]) => value !== null && value !== undefined);
  return known.length === 0 ? undefined : Object.fromEntries(known);
}

/** Ids are left out when they are empty: the upstream writes "" for "none" (upstream quirk Q38). */
export function idOrNothing(id: string | null): string | undefined {
  return id === null || id === "" ? undefined : id;
}

/** What no copy of a flow can have, whatever its kind. */
export function unknownToUs(unknownFields: number): NotRestored[] {
  if (unknownFields === 0) return [];
  const fields = unknownFields === 1 ? "One field" : `${unknownFields} fields`;
  return [{ path: "", why: `${fields} of the upstream's answer are not known to Switchboard` }];
}
