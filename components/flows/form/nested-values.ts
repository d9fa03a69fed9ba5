/** A tree of form values: groups of groups, with a text or a switch at each end. */
export type ValueTree = { [name: string]: ValueTree | string | boolean };

/** Gives every end of a tree with its dotted name, in order. */
export function leaves(tree: object, prefix = ""): [string, string | boolean][] {
  return Object.entries(tree as ValueTree).flatMap(([name, value]): [string, string | boolean][] =>
    typeof value === "object" ? leaves(value, `${prefix}${name}.`) : [[`${prefix}${name}`, value]],
  );
}

/** Gives a tree out of dotted names; the opposite of `leaves`. */
export function plant(pairs: Iterable<readonly [string, unknown]>): Record<string, unknown> {
  const tree: Record<string, unknown> = {};
  for (const [name, value] of pairs) {
    const steps = name.split(".");
    const last = steps.pop() ?? name;
    let group = tree;
    for (const step of steps) {
      group[step] ??= {};
      group = group[step] as Record<string, unknown>;
    }
    group[last] = value;
  }
  return tree;
}

/** Gives the dotted name of a JSON pointer. The second name of the call limits is the same field here. */
export function fieldName(pointer: string): string {
  return pointer.slice(1).replaceAll("/", ".").replace("settings.callSetting.", "settings.callSettings.");
}

/** Gives the JSON pointer of a dotted name. */
export function fieldPointer(name: string): string {
  return `/${name.replaceAll(".", "/")}`;
}
