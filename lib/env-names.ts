/** A variable with one of these is meant for the portal. */
const OURS = /^(PORTAL|UPSTREAM|AUDIT|SANDBOX|SMTP|MAIL)_/;

/** What Kubernetes sets in every container for a service, which may have a name like `portal`. */
function isServiceLink(name: string, value: string): boolean {
  if (/_SERVICE_(HOST|PORT(_[A-Z0-9_]+)?)$|_PORT_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?$/.test(name))
    return true;
  return name.endsWith("_PORT") && /^(tcp|udp|sctp):\/\//.test(value);
}

/** The fewest letters to add, leave out or replace to get from one word to the other (Levenshtein). */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1];
    for (const [at, its] of [...other].entries())
      next.push(
        Math.min((next[at] ?? 0) + 1, (row[at + 1] ?? 0) + 1, (row[at] ?? 0) + (letter === its ? 0 : 1)),
      );
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** Returns the known name that is nearest to a name. */
function nearest(name: string, known: readonly string[]): string {
  const [first] = known.toSorted((one, other) => distance(name, one) - distance(name, other));
  return first ?? "";
}

/**
 * Returns a line for each variable that is meant for the portal and that nothing reads: a setting with a slip in its name
 * would be taken in silence.
 */
export function unknownVariables(
  set: Readonly<Record<string, string | undefined>>,
  known: readonly string[],
): string[] {
  return Object.entries(set).flatMap(([name, value]) =>
    !value || !OURS.test(name) || known.includes(name) || isServiceLink(name, value)
      ? []
      : [`${name}: is no setting of the portal; did you mean ${nearest(name, known)}?`],
  );
}
