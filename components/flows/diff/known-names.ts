/** Names of what an upstream id stands for, by id. */
export type KnownNames = Readonly<Record<string, string>>;

/** The fields that hold ids of things which have names of their own. */
const HOLDS_IDS = new Set(["/agent", "/settings/knowledgeBases", "/folderId"]);

/** Puts the name before an id where the field holds one and the name is known: "Ava (676b…)". The id always stays. */
export function withNames(path: string, value: unknown, names: KnownNames): unknown {
  if (!HOLDS_IDS.has(path)) return value;
  if (Array.isArray(value)) return value.map((item) => withNames(path, item, names));
  const name = typeof value === "string" && Object.hasOwn(names, value) ? names[value] : undefined;
  return name ? `${name} (${String(value)})` : value;
}
