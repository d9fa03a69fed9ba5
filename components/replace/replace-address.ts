/** What somebody looks for, as the page's address has it. */
export interface ReplaceQuery {
  find: string;
  replace: string;
  regex: boolean;
  wholeWord: boolean;
  matchCase: boolean;
  /** The slugs of the only workspaces; empty for all. */
  workspaces: readonly string[];
  /** The only kind of flow; empty for both. */
  kind: string;
  /** `active` or `inactive`; empty for both. */
  state: string;
  /** The name of a group of fields; empty for all texts. */
  fields: string;
}

const TEXTS = {
  find: "find",
  replace: "with",
  kind: "kind",
  state: "state",
  fields: "in",
} as const;
/** Has slugs with commas between them. No slug has one. */
const WORKSPACES = "workspace";
const FLAGS = { regex: "regex", wholeWord: "word", matchCase: "case" } as const;

/** Reads what an address says. */
export function queryOf(params: Pick<URLSearchParams, "get">): ReplaceQuery {
  const text = (name: string) => params.get(name) ?? "";
  const flag = (name: string) => params.get(name) === "1";
  return {
    find: text(TEXTS.find),
    replace: text(TEXTS.replace),
    workspaces: [...new Set(text(WORKSPACES).split(",").filter(Boolean))],
    kind: text(TEXTS.kind),
    state: text(TEXTS.state),
    fields: text(TEXTS.fields),
    regex: flag(FLAGS.regex),
    wholeWord: flag(FLAGS.wholeWord),
    matchCase: flag(FLAGS.matchCase),
  };
}

/** Returns the address's search for a query: what is empty or off is left out. */
export function searchOf(query: ReplaceQuery): string {
  const params = new URLSearchParams();
  for (const [key, name] of Object.entries(TEXTS)) {
    const value = query[key as keyof typeof TEXTS];
    if (value !== "") params.set(name, value);
  }
  if (query.workspaces.length > 0) params.set(WORKSPACES, query.workspaces.join(","));
  for (const [key, name] of Object.entries(FLAGS))
    if (query[key as keyof typeof FLAGS]) params.set(name, "1");
  // A comma needs no escape here, and is easier to read.
  const search = params.toString().replaceAll("%2C", ",");
  return search === "" ? "" : `?${search}`;
}

/** A group of fields to choose. */
export interface FieldChoice {
  value: string;
  label: string;
  /** Their paths, as the tables of fields write them. */
  fields: readonly string[];
}

/** What a replacement is, as the API takes it. */
export function replacementOf(query: ReplaceQuery, choices: readonly FieldChoice[]) {
  const { find, replace, regex, wholeWord, matchCase } = query;
  const fields = choices.find(({ value }) => value === query.fields)?.fields ?? null;
  return { find, replace, regex, wholeWord, matchCase, fields };
}

/** The body of a preview's page. */
export function previewBody(query: ReplaceQuery, choices: readonly FieldChoice[], cursor: string | null) {
  const { workspaces, kind, state } = query;
  return {
    ...replacementOf(query, choices),
    workspaces: workspaces.length === 0 ? null : workspaces,
    ...(kind === "" ? {} : { kinds: [kind] }),
    active: state === "" ? null : state === "active",
    cursor,
  };
}
