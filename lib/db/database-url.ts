import { rootCertificates } from "node:tls";
import type { PoolConfig } from "pg";
import { isLoopbackName } from "@/lib/net/host-names";
import { decoded, FORM, readable, readParameters, refuse, type Values } from "./database-parameters";

/** What DATABASE_URL says, in the driver's words and ours. */
export interface DatabaseSettings {
  /** For each connection. It has the password: never log it. */
  connection: PoolConfig;
  /** The schema of the portal's tables; null for the usual one. */
  schema: string | null;
  /** Connections of the whole process; null for the usual number. */
  mostConnections: number | null;
  /** Whether statements may have names on the server. */
  namedStatements: boolean;
  /** Whether TLS is used only where the server offers it. */
  tlsIfOffered: boolean;
}

/**
 * Splits the address. An `@` after the host's part, and a `#` anywhere, are parts of a password that was not encoded:
 * what follows them would be taken for a host, a database or a parameter.
 */
function addressOf(text: string): URL {
  const address = text.trim();
  const rest = address.replace(/^postgres(ql)?:\/\//i, "");
  if (rest === address) return refuse("must begin with postgresql://");
  const [, authority = "", after = ""] = /^([^/?#]*)(.*)$/s.exec(rest) ?? [];
  const oneHost = !authority.split("@").at(-1)?.includes(",");
  if (after.includes("@") || after.includes("#") || !oneHost || !URL.canParse(address)) return refuse(FORM);
  return new URL(address);
}

/** Who connects to what. A parameter wins over the same thing in the address. */
function placeOf(url: URL, values: Values): PoolConfig & { host: string } {
  const host = values.get("host") ?? (decoded(url.hostname).replace(/^\[|\]$/g, "") || "localhost");
  const database = values.get("dbname") ?? decoded(url.pathname.slice(1));
  if (host.includes(",") || database.includes("/")) return refuse(FORM);
  return {
    host,
    port: Number(values.get("port") ?? (url.port || 5432)),
    user: (values.get("user") ?? decoded(url.username)) || undefined,
    password: (values.get("password") ?? decoded(url.password)) || undefined,
    database: database || undefined,
  };
}

const isThisMachine = (host: string) => host.startsWith("/") || isLoopbackName(host);

/**
 * Returns the mode of TLS that is said, or follows from what is. Clear text over a network must be a choice that somebody made.
 * @throws InvalidDatabaseUrl for a server on another machine of which nothing is said
 */
function modeOf(host: string, values: Values): string {
  const said = values.get("sslmode") ?? (values.has("sslrootcert") ? "verify-full" : undefined);
  if (said !== undefined) return said;
  return isThisMachine(host)
    ? "disable"
    : refuse(
        "the parameter sslmode is missing, and the server is on another machine: say sslmode=verify-full, or sslmode=disable where the network to it is a private one",
      );
}

function refuseHalfTls(mode: string, values: Values): void {
  if (values.get("sslrootcert") === "system" && mode !== "verify-full")
    refuse(
      "the parameter sslrootcert=system needs sslmode=verify-full: anybody can have a public certificate",
    );
  if (values.has("sslcert") !== values.has("sslkey")) refuse("the parameters sslcert and sslkey go together");
  const always = ["require", "verify-ca", "verify-full"].includes(mode);
  if (values.get("sslnegotiation") === "direct" && !always)
    refuse("the parameter sslnegotiation=direct needs sslmode=require, verify-ca or verify-full");
}

/** The client's own certificate. */
function ownCertificate(values: Values): { cert?: string; key?: string; passphrase?: string } {
  const [cert, key] = [values.get("sslcert"), values.get("sslkey")];
  if (cert === undefined || key === undefined) return {};
  const passphrase = values.get("sslpassword");
  const pair = { cert: readable("the parameter sslcert", cert), key: readable("the parameter sslkey", key) };
  return passphrase === undefined ? pair : { ...pair, passphrase };
}

function authoritiesOf(values: Values): { ca?: string | string[] } {
  const root = values.get("sslrootcert");
  if (root === undefined) return {};
  return { ca: root === "system" ? [...rootCertificates] : readable("the parameter sslrootcert", root) };
}

/** libpq's modes, see https://www.postgresql.org/docs/current/libpq-ssl.html */
function tlsOf(mode: string, values: Values): PoolConfig["ssl"] {
  const own = ownCertificate(values);
  const authorities = authoritiesOf(values);
  if (mode === "disable") return false;
  if (mode === "verify-full") return { ...own, ...authorities };
  // As in libpq: with authorities named, "require" checks that one of them vouches for the server.
  const checksAuthority = mode === "verify-ca" || (mode === "require" && authorities.ca !== undefined);
  if (checksAuthority) return { ...own, ...authorities, checkServerIdentity: () => undefined };
  return { ...own, rejectUnauthorized: false };
}

function seconds(values: Values, name: string): number | undefined {
  const text = values.get(name);
  return text === undefined ? undefined : Number(text) * 1_000;
}

/**
 * Reads DATABASE_URL. Every part of it is honoured or refused: see `PARAMETERS`.
 * @throws InvalidDatabaseUrl naming the part
 */
export function readDatabaseUrl(text: string): DatabaseSettings {
  const url = addressOf(text);
  const values = readParameters(url.search.slice(1));
  const place = placeOf(url, values);
  const mode = modeOf(place.host, values);
  refuseHalfTls(mode, values);
  // There is no TLS on a Unix socket, whatever the mode.
  const ssl = tlsOf(place.host.startsWith("/") ? "disable" : mode, values);
  const limit = values.get("connection_limit");
  const schema = values.get("schema");
  return {
    connection: {
      ...place,
      ssl,
      sslnegotiation: values.get("sslnegotiation") === "direct" ? "direct" : undefined,
      connectionTimeoutMillis: seconds(values, "connect_timeout"),
      application_name: values.get("application_name"),
      fallback_application_name: values.get("fallback_application_name"),
      options: values.get("options"),
      // A host that vanished without a word is noticed on idle connections, too.
      keepAlive: values.get("keepalives") !== "0",
      keepAliveInitialDelayMillis: seconds(values, "keepalives_idle"),
      enableChannelBinding: values.get("channel_binding") === "prefer",
    },
    schema: schema === undefined || schema === "public" ? null : schema,
    mostConnections: limit === undefined ? null : Number(limit),
    namedStatements: values.get("pgbouncer") !== "true" && !values.has("statement_cache_size"),
    tlsIfOffered: ssl !== false && (mode === "allow" || mode === "prefer"),
  };
}

/**
 * Returns a line for an operator whose database is on another machine, and is spoken to in clear or without looking whose
 * certificate it shows. Whether the network between them is protected, only the operator knows.
 */
export function weakTlsNotes(text: string): string[] {
  const { connection, tlsIfOffered } = readDatabaseUrl(text);
  const { host = "", ssl } = connection;
  if (isThisMachine(host)) return [];
  const isChecked = typeof ssl === "object" && ssl.rejectUnauthorized !== false && !tlsIfOffered;
  if (isChecked) return [];
  return [
    "DATABASE_URL: the connection can be read on its way, or somebody else can be taken for the server. Say sslmode=verify-full, unless the network itself is protected",
  ];
}
