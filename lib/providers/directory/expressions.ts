import { scimProblem } from "./scim-problem";

/** One comparison by `eq`: a path in lower case, such as "emails.value", and the value. */
export interface Comparison {
  path: string;
  value: string | boolean;
}

/** What an operation of a patch is about, such as `emails[type eq "work"].value`. */
export interface Target {
  /** The attribute, as it was spelled. */
  attribute: string;
  /** What the values must be that it is about; none where it is about all of them. */
  where: Comparison[];
  /** The part of each value; null for the whole. */
  part: string | null;
}

/** Filters have one or two. Each costs the database a look. */
const MOST_COMPARISONS = 10;
const MOST_CHARACTERS = 2000;

/**
 * The next token. No two of its parts can match the same text, and none repeats a repetition, so that reading takes time by the
 * length alone: what a directory sends must not stop the process.
 */
const TOKEN = /\s+|"(?:[^"\\]|\\.)*"|[[\]]|[^\s"[\]]+/sy;

/** The URN of the core schemas, which a path may begin with. */
const CORE = /^urn:ietf:params:scim:schemas:core:2\.0:(?:user|group)(?::|$)/i;

const NAME = /^[a-z$][\w$-]*$/i;

type Refuse = (text: string) => never;

function refuseFilter(text: string): never {
  throw scimProblem(
    "invalidFilter",
    `The filter ${text.slice(0, 100)} can't be read: filters compare by eq, and join at most ${MOST_COMPARISONS} comparisons by and`,
  );
}

function refusePath(text: string): never {
  throw scimProblem("invalidPath", `The path ${text.slice(0, 100)} can't be read`);
}

/** Tokens, read one after the other. */
class Tokens {
  #next = 0;
  readonly #all: string[] = [];

  constructor(
    readonly text: string,
    readonly refuse: Refuse,
  ) {
    if (text.length > MOST_CHARACTERS) refuse(text);
    TOKEN.lastIndex = 0;
    for (let read = 0; read < text.length; read = TOKEN.lastIndex) {
      const [token] = TOKEN.exec(text) ?? refuse(text);
      if (token.trim() !== "") this.#all.push(token);
    }
  }

  get isAtEnd(): boolean {
    return this.#next === this.#all.length;
  }

  /** Whether the next one fits; then it is read. */
  take(fits: (token: string) => boolean): string | null {
    const token = this.#all[this.#next];
    if (token === undefined || !fits(token)) return null;
    this.#next++;
    return token;
  }

  /** The next one, which has to fit. */
  demand(fits: (token: string) => boolean): string {
    return this.take(fits) ?? this.refuse(this.text);
  }
}

const isWord = (token: string) => !/^["[\]]/.test(token);
const isKeyword = (word: string) => (token: string) => token.toLowerCase() === word;

/** Returns a path without the URN of a core schema. One of another schema stays as it is. */
export function plainPath(path: string): string {
  return path.replace(CORE, "");
}

function value(tokens: Tokens): string | boolean {
  const token = tokens.demand(() => true);
  if (/^(true|false)$/i.test(token)) return token.toLowerCase() === "true";
  try {
    // RFC 7644 (section 3.4.2.2): a value is one of JSON.
    const read: unknown = JSON.parse(token);
    if (typeof read === "string") return read;
  } catch {
    // It is refused below.
  }
  return tokens.refuse(tokens.text);
}

/** Reads `path eq value`. @param within the attribute whose parts are compared; empty for a whole resource */
function simple(tokens: Tokens, within: string): Comparison {
  const path = plainPath(tokens.demand(isWord)).toLowerCase();
  tokens.demand(isKeyword("eq"));
  return { path: `${within}${path}`, value: value(tokens) };
}

/** Reads comparisons that `and` joins. */
function joined(tokens: Tokens, one: () => Comparison[]): Comparison[] {
  const all = one();
  while (tokens.take(isKeyword("and"))) all.push(...one());
  return all.length > MOST_COMPARISONS ? tokens.refuse(tokens.text) : all;
}

/** Reads `[part eq value and …]`, where there is one. */
function bracketed(tokens: Tokens, attribute: string): Comparison[] {
  if (!tokens.take(isKeyword("["))) return [];
  const inside = joined(tokens, () => [simple(tokens, `${attribute.toLowerCase()}.`)]);
  tokens.demand(isKeyword("]"));
  return inside;
}

/** Reads `path eq value`, `attribute[…]`, or `attribute[…].part eq value`, as Microsoft Entra ID sends it. */
function comparison(tokens: Tokens): Comparison[] {
  const path = plainPath(tokens.demand(isWord)).toLowerCase();
  const inside = bracketed(tokens, path);
  const part = inside.length === 0 ? "" : tokens.take((token) => token.startsWith("."));
  if (part === null) return inside;
  tokens.demand(isKeyword("eq"));
  return [...inside, { path: `${path}${part.toLowerCase()}`, value: value(tokens) }];
}

/**
 * Reads a filter: comparisons by `eq` that all have to hold, which is what directories look people and groups up by.
 * @throws Problem with `invalidFilter` for any other
 */
export function readFilter(filter: string): Comparison[] {
  const tokens = new Tokens(filter, refuseFilter);
  if (tokens.isAtEnd) return [];
  const all = joined(tokens, () => comparison(tokens));
  return tokens.isAtEnd ? all : refuseFilter(filter);
}

/** Returns the attribute with which a path begins; null for one that can't be read. */
export function attributeOf(path: string): string | null {
  return /^[a-z$][\w$-]*/i.exec(plainPath(path))?.[0] ?? null;
}

/** Reads the path of an operation. @throws Problem with `invalidPath` */
export function readTarget(path: string): Target {
  const tokens = new Tokens(plainPath(path), refusePath);
  const [attribute = "", ...parts] = tokens.demand(isWord).split(".");
  const where = bracketed(tokens, attribute);
  if (where.length > 0) {
    const rest = tokens.take((token) => token.startsWith("."));
    if (rest !== null) parts.push(rest.slice(1));
  }
  const isRead =
    tokens.isAtEnd && parts.length <= 1 && [attribute, ...parts].every((name) => NAME.test(name));
  return isRead ? { attribute, where, part: parts[0] ?? null } : refusePath(path);
}
