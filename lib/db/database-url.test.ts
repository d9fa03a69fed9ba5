import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeAuthority, type TestAuthority } from "@/tests/support/https-receiver";
import { readDatabaseUrl, weakTlsNotes } from "./database-url";

let authority: TestAuthority;
beforeAll(async () => {
  authority = await makeAuthority();
});
afterAll(() => authority.remove());

const BASE = "postgresql://me@localhost/portal";
const connectionOf = (url: string) => readDatabaseUrl(url).connection;

function refusal(url: string): string {
  try {
    readDatabaseUrl(url);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error("it was not refused");
}

describe("the address of a database", () => {
  it("says host, port, user, password and database, each percent-encoded", () => {
    expect(
      connectionOf("postgresql://m%40e:p%40s%2Fs%23%25@db.example:6543/my%20portal?sslmode=disable"),
    ).toMatchObject({
      host: "db.example",
      port: 6543,
      user: "m@e",
      password: "p@s/s#%",
      database: "my portal",
    });
  });

  it.each([
    ["postgres://db.example/portal?sslmode=disable", { host: "db.example", port: 5432, user: undefined }],
    ["postgresql:///portal?host=/run/postgresql", { host: "/run/postgresql", database: "portal" }],
    ["postgresql://me@%2Frun%2Fpostgresql/portal", { host: "/run/postgresql", user: "me" }],
    ["postgresql://[2001:db8::7]:5433/portal?sslmode=disable", { host: "2001:db8::7", port: 5433 }],
    ["postgresql://me:p@ss@db.example/portal?sslmode=disable", { host: "db.example", password: "p@ss" }],
    [
      "postgresql://a/b?sslmode=disable&user=me&password=x%26y&dbname=c&port=7",
      { user: "me", password: "x&y", database: "c", port: 7 },
    ],
  ])("may be %s", (url, parts) => {
    expect(connectionOf(url)).toMatchObject(parts);
  });

  it.each([
    "postgresql://me:cana/ry@db.example/portal",
    "postgresql://me:12/cana@db.example/portal",
    "postgresql://me:12?cana@db.example/portal",
    "postgresql://me:12#cana@db.example/portal",
    "postgresql://me:cana#ry@db.example/portal",
    "postgresql://me:cana?ry=1@db.example/portal",
    "postgresql://me:cana%ry@db.example/portal",
    "postgresql://me:p@cana/ry@db.example/portal",
    "postgresql://me:canary@one.example,two.example/portal",
    "postgresql://me:canary@db.example:port/portal",
    "postgresql://me:canary@db.example/portal?host=a,b",
    "postgresql://me:canary@db.example/portal/x",
    "postgresql://me:canary@db.example/portal?cana-ry=1",
  ])("that is not encoded is refused without a part of it: %s", (url) => {
    expect(refusal(url)).toMatch(/percent-encoded: @ is %40/);
    expect(refusal(url)).not.toMatch(/cana|ry@|db\.example/);
  });

  it.each(["mysql://db/portal", "db.example", "", "postgresql"])("must begin with its scheme: %j", (url) => {
    expect(refusal(url)).toBe("must begin with postgresql://");
  });
});

describe("a parameter", () => {
  it.each([
    ["schema=portal", { schema: "portal" }],
    ["schema=public", { schema: null }],
    ["connection_limit=7", { mostConnections: 7 }],
    ["pgbouncer=true", { namedStatements: false }],
    ["pgbouncer=false", { namedStatements: true }],
    ["statement_cache_size=0", { namedStatements: false }],
    ["sslmode=prefer", { tlsIfOffered: true }],
    ["sslmode=allow", { tlsIfOffered: true }],
    ["sslmode=require", { tlsIfOffered: false }],
    ["connect_timeout=3", { connection: { connectionTimeoutMillis: 3_000 } }],
    ["application_name=my+portal", { connection: { application_name: "my portal" } }],
    ["options=-c%20work_mem%3D8MB", { connection: { options: "-c work_mem=8MB" } }],
    ["keepalives=0", { connection: { keepAlive: false } }],
    ["keepalives_idle=30", { connection: { keepAliveInitialDelayMillis: 30_000 } }],
    ["channel_binding=prefer", { connection: { enableChannelBinding: true } }],
    ["sslmode=require&sslnegotiation=direct", { connection: { sslnegotiation: "direct" } }],
    ["target_session_attrs=read-write", {}],
    ["gssencmode=disable", {}],
    ["client_encoding=utf8", {}],
  ])("%s is honoured", (parameters, settings) => {
    expect(readDatabaseUrl(`${BASE}?${parameters}`)).toMatchObject(settings);
  });

  it.each([
    ["schema=pg_catalog", "schema"],
    ['schema=a"b', "schema"],
    ["sslmode=on", "sslmode"],
    ["sslrootcert=/no/such/file", "sslrootcert"],
    ["sslcert=/no/such/file&sslkey=/no/such/file", "sslcert"],
    ["sslmode=require&sslcert=/etc/hostname", "sslcert"],
    ["sslmode=require&sslrootcert=system", "sslrootcert=system"],
    ["sslnegotiation=direct", "sslnegotiation=direct"],
    ["connect_timeout=0", "connect_timeout"],
    ["connect_timeout=soon", "connect_timeout"],
    ["connection_limit=1", "connection_limit"],
    ["pgbouncer=yes", "pgbouncer"],
    ["statement_cache_size=100", "statement_cache_size"],
    ["target_session_attrs=standby", "target_session_attrs"],
    ["gssencmode=require", "gssencmode"],
    ["channel_binding=require", "channel_binding"],
    ["client_encoding=latin1", "client_encoding"],
    ["pool_timeout=5", "pool_timeout"],
    ["socket_timeout=5", "socket_timeout"],
    ["ssl=true", "ssl"],
    ["sslaccept=strict", "sslaccept"],
    ["hostaddr=10.0.0.1", "hostaddr"],
    ["service=x", "service"],
    ["sslcrl=x", "sslcrl"],
    ["constructor=1", "constructor"],
    ["schema=a&schema=b", "schema"],
    ["application_name=", "application_name"],
  ])("%s is refused by its name", (parameters, name) => {
    expect(refusal(`${BASE}?${parameters}`)).toMatch(new RegExp(`^the parameters? ${name}\\b`));
  });

  it("with a slip in its name is refused with the right one", () => {
    expect(refusal(`${BASE}?sslMode=require`)).toContain("did you mean sslmode?");
  });
});

describe("TLS to the database", () => {
  const ssl = (parameters: string, base = BASE) => connectionOf(`${base}?${parameters}`).ssl;
  const own = () => `sslrootcert=${authority.file}`;

  it("is not used without a parameter, with sslmode=disable, or on a socket", () => {
    expect(connectionOf(BASE).ssl).toBe(false);
    expect(ssl("sslmode=disable")).toBe(false);
    expect(ssl("sslmode=verify-full", "postgresql://%2Frun/portal")).toBe(false);
  });

  it.each(["allow", "prefer", "require"])("of sslmode=%s checks no certificate", (mode) => {
    expect(ssl(`sslmode=${mode}`)).toEqual({ rejectUnauthorized: false });
  });

  it("of sslmode=require with an authority, and of verify-ca, checks who vouches, and not the name", () => {
    for (const mode of ["require", "verify-ca"]) {
      const settings = ssl(`sslmode=${mode}&${own()}`);
      expect(settings).toMatchObject({ ca: authority.cert });
      expect(settings).not.toHaveProperty("rejectUnauthorized");
      expect(Object(settings).checkServerIdentity("other.example", {})).toBeUndefined();
    }
  });

  it("of sslmode=verify-full, and of an authority alone, checks both", () => {
    for (const parameters of [`sslmode=verify-full&${own()}`, own()])
      expect(ssl(parameters)).toEqual({ ca: authority.cert });
    expect(ssl("sslmode=verify-full")).toEqual({});
  });

  it.each(["db.example", "10.0.0.7:5433", "[fd00::7]", "localhost/portal?host=db.example"])(
    "that nothing is said of is refused for a server on another machine, with what to say: %s",
    (place) => {
      const said = refusal(`postgresql://p:canary@${place.includes("?") ? place : `${place}/portal`}`);
      expect(said).toMatch(/^the parameter sslmode is missing.*sslmode=verify-full, or sslmode=disable/);
      expect(said).not.toMatch(/canary|example|10\.0|fd00/);
    },
  );

  it("that is none, or checks nobody, is a line for the operator unless the server is on this machine", () => {
    const isWeak = (url: string) => weakTlsNotes(url).length > 0;
    for (const mode of ["disable", "allow", "prefer", "require"])
      expect([mode, isWeak(`postgresql://db.example/portal?sslmode=${mode}`)]).toEqual([mode, true]);
    for (const mode of ["verify-ca", "verify-full"])
      expect(isWeak(`postgresql://db.example/portal?sslmode=${mode}`)).toBe(false);
    for (const place of ["localhost", "127.0.0.1:5433", "[::1]", "%2Frun%2Fpostgresql"])
      expect([place, isWeak(`postgresql://${place}/portal`)]).toEqual([place, false]);
    const note = weakTlsNotes("postgresql://p:secret@db.example/portal?sslmode=disable").join();
    expect(note).not.toMatch(/secret|db\.example/);
  });

  it("shows the portal's own certificate where one is named", () => {
    const pair = `sslcert=${authority.file}&sslkey=${authority.file}&sslpassword=x`;
    expect(ssl(`sslmode=require&${pair}`)).toMatchObject({
      cert: authority.cert,
      key: authority.cert,
      passphrase: "x",
    });
  });
});
