import { readFileSync } from "node:fs";
import { isCertificateFile } from "@/lib/net/certificate-file";

/** DATABASE_URL is not usable. The message names the parameter, and has no part of the address in it. */
export class InvalidDatabaseUrl extends Error {
  constructor(message: string) {
    super(message);
    this.name = "InvalidDatabaseUrl";
  }
}

export const ENCODING =
  "a user name, password or database name must be percent-encoded: @ is %40, / is %2F, # is %23, ? is %3F, : is %3A, % is %25";
export const FORM = `must be postgresql://user:password@host:port/database, with one host; ${ENCODING}`;

export const refuse = (message: string): never => {
  throw new InvalidDatabaseUrl(message);
};

export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return refuse(ENCODING);
  }
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= most) return number;
  return refuse(`${name} must be a whole number from ${least} to ${most}`);
}

/** @throws InvalidDatabaseUrl unless the text is one of the words, the first of which are those that change nothing */
function oneOf<Word extends string>(name: string, text: string, words: readonly Word[], why = ""): Word {
  return words.find((word) => word === text) ?? refuse(`${name} must be ${words.join(", ")}${why}`);
}

const SSL_MODES = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"] as const;
const NO_GSS = ": connections are not encrypted by Kerberos here";
const MUST_WRITE = ": the portal writes";

export function readable(name: string, path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return refuse(`${name} must name a file that this user can read`);
  }
}

export type Values = ReadonlyMap<string, string>;
type Reader = (value: string, name: string) => void;

const checked = {
  number:
    (least: number, most: number): Reader =>
    (value, name) =>
      void wholeNumber(name, value, least, most),
  word:
    (words: readonly string[], why?: string): Reader =>
    (value, name) =>
      void oneOf(name, value, words, why),
  text: ((value, name) => {
    if (value === "" || value.includes("\u0000")) refuse(`${name} must not be empty`);
  }) satisfies Reader,
  file: ((value, name) => void readable(name, value)) satisfies Reader,
};

/**
 * Every parameter that is honoured. Others are refused by name: a driver ignores what it doesn't know, and a setting
 * about TLS that is ignored is worse than none.
 */
const PARAMETERS: Record<string, Reader> = {
  host: checked.text,
  port: checked.number(1, 65_535),
  user: checked.text,
  password: () => undefined,
  dbname: checked.text,
  schema: (value, name) => {
    if (!/^[^"\p{Cc}]{1,63}$/u.test(value) || value.startsWith("pg_"))
      refuse(
        `${name} must be the name of a schema: at most 63 characters, without quotes, not beginning with pg_`,
      );
  },
  sslmode: checked.word(SSL_MODES),
  sslrootcert: (value, name) => {
    if (value !== "system" && !isCertificateFile(value))
      refuse(`${name} must be "system", or name a readable file with certificates in PEM form`);
  },
  sslcert: checked.file,
  sslkey: checked.file,
  sslpassword: () => undefined,
  sslnegotiation: checked.word(["postgres", "direct"]),
  connect_timeout: checked.number(1, 60),
  application_name: checked.text,
  fallback_application_name: checked.text,
  options: checked.text,
  keepalives: checked.word(["0", "1"]),
  keepalives_idle: checked.number(0, 86_400),
  connection_limit: (value, name) => {
    if (wholeNumber(name, value, 1, 1_000) === 1)
      refuse(`${name} must be at least 2: single statements and transactions have connections of their own`);
  },
  pgbouncer: checked.word(["true", "false"]),
  statement_cache_size: checked.word(
    ["0"],
    ": the number of named statements can't be set, only whether there are any",
  ),
  target_session_attrs: checked.word(["any", "read-write", "primary"], MUST_WRITE),
  client_encoding: checked.word(["utf8", "UTF8", "auto"]),
  gssencmode: checked.word(["disable", "prefer"], NO_GSS),
  channel_binding: checked.word(["disable", "prefer"], ": it is used where it can be, and can't be demanded"),
};

/** Parameters of other programs, and what to say instead. */
const INSTEAD: Record<string, string> = {
  ssl: "say sslmode=require, or sslmode=verify-full",
  sslaccept: "say sslmode=verify-full, or sslmode=require to accept any certificate",
  sslidentity: "say sslcert and sslkey, in PEM form",
  uselibpqcompat: "sslmode means here what it means in libpq, so leave it out",
  pool_timeout: "connect_timeout is also how long to wait for a free connection",
  socket_timeout: "a server that answers nobody is noticed by itself, so leave it out",
  hostaddr: "say host",
  passfile: "put the password into the address, or DATABASE_URL into a file named by DATABASE_URL_FILE",
};

function nearest(name: string): string {
  const folded = name.toLowerCase().replaceAll(/[-_]/g, "");
  const near = Object.keys(PARAMETERS).find((known) => known.replaceAll("_", "") === folded);
  return near ? `; did you mean ${near}?` : "";
}

function refuseUnknown(name: string): never {
  const instead = Object.hasOwn(INSTEAD, name) ? INSTEAD[name] : undefined;
  return refuse(
    `the parameter ${name} is not one that the portal has${instead ? `: ${instead}` : nearest(name)}`,
  );
}

function parameterOf(part: string): { name: string; value: string } {
  const [name = "", ...value] = part.split("=");
  const plain = decoded(name);
  // A text that is no name may be the rest of a password.
  if (!/^[a-zA-Z_]{1,40}$/.test(plain)) refuse(FORM);
  return { name: plain, value: decoded(value.join("=").replaceAll("+", " ")) };
}

/**
 * Reads the parameters of DATABASE_URL.
 * @param query without its question mark
 * @throws InvalidDatabaseUrl for one that is wrong, unknown, or there twice
 */
export function readParameters(query: string): Values {
  const values = new Map<string, string>();
  for (const part of query.split("&").filter((text) => text !== "")) {
    const { name, value } = parameterOf(part);
    if (values.has(name)) refuse(`the parameter ${name} is there twice`);
    const read = Object.hasOwn(PARAMETERS, name) ? PARAMETERS[name] : undefined;
    if (read === undefined) return refuseUnknown(name);
    read(value, `the parameter ${name}`);
    values.set(name, value);
  }
  return values;
}
