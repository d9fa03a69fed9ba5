import { randomBytes } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { env, InvalidEnvironment, launchEnv, setEnvironment } from "./env";

const original = { ...process.env };
const key = () => randomBytes(32).toString("base64");
const good = {
  DATABASE_URL: "postgresql://localhost/portal",
  PORTAL_SECRET: "s".repeat(32),
  PORTAL_KEYRING: `k1:${key()}`,
};

afterEach(() => {
  for (const name of Object.keys(process.env)) if (!(name in original)) delete process.env[name];
  Object.assign(process.env, original);
  setEnvironment({});
});

function refusal(set: Record<string, string>, read: () => unknown = env): string {
  setEnvironment({ ...good, ...set });
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidEnvironment);
    return (error as Error).message;
  }
  throw new Error("nothing was refused");
}

describe("the environment", () => {
  it("has working defaults for all but the database and the secrets", () => {
    setEnvironment(good);
    const { PORT, HOST, UPSTREAM_TIMEOUT_MS, UPSTREAM_REQUESTS_PER_MINUTE, PORTAL_UPSTREAMS } = env();
    expect([PORT, HOST, UPSTREAM_TIMEOUT_MS, UPSTREAM_REQUESTS_PER_MINUTE]).toEqual([
      3000,
      "127.0.0.1",
      20_000,
      60,
    ]);
    expect([...PORTAL_UPSTREAMS]).toEqual([["trillet", "https://api.trillet.ai"]]);
  });

  it.each([
    ["PORT", "70000"],
    ["PORTAL_SECRET", "too short"],
    ["PORTAL_KEYRING", `k1:${Buffer.from("short").toString("base64")}`],
    ["PORTAL_KEYRING", `k1:${key()},k1:${key()}`],
    ["PORTAL_KEYRING", key()],
    ["DATABASE_URL", "mysql://localhost/x"],
    ["PORTAL_URL", "https://portal.example.com/sub"],
    ["PORTAL_URL", "javascript:alert(1)"],
    ["PORTAL_OWNER_EMAIL", "nobody"],
    ["UPSTREAM_TIMEOUT_MS", "fast"],
    ["UPSTREAM_REQUESTS_PER_MINUTE", "0"],
    ["PORTAL_METRICS_TOKEN", "short"],
  ])("names %s when it is wrong, and never repeats its value (%j)", (name, value) => {
    const message = refusal({ [name]: value });
    expect(message.split("\n")).toEqual([expect.stringMatching(new RegExp(`^${name}: `))]);
    if (value.length > 3) expect(message).not.toContain(value);
  });

  it("names every wrong variable, a line each", () => {
    const lines = refusal({ PORT: "x", PORTAL_SECRET: "", UPSTREAM_TIMEOUT_MS: "1" }).split("\n");
    expect(lines.map((line) => line.split(":")[0]).sort()).toEqual([
      "PORT",
      "PORTAL_SECRET",
      "UPSTREAM_TIMEOUT_MS",
    ]);
    expect(lines).toContain("PORTAL_SECRET: is missing");
  });
});

describe("the allow-list of upstreams", () => {
  it("takes https anywhere and plain http on loopback only", () => {
    setEnvironment({ ...good, PORTAL_UPSTREAMS: "a=https://a.example/,sandbox=http://127.0.0.1:4010" });
    expect([...env().PORTAL_UPSTREAMS]).toEqual([
      ["a", "https://a.example"],
      ["sandbox", "http://127.0.0.1:4010"],
    ]);
  });

  it.each([
    "a=http://a.example",
    "a=ftp://a.example",
    "a",
    "=https://a.example",
    "A B=https://a.example",
    "a=nonsense",
  ])("refuses %j", (text) => {
    expect(refusal({ PORTAL_UPSTREAMS: text })).toMatch(/^PORTAL_UPSTREAMS: /);
    expect(refusal({ PORTAL_UPSTREAMS: text }, launchEnv)).toMatch(/^PORTAL_UPSTREAMS: /);
  });
});

describe("receivers of audit events", () => {
  it("may be private only by name, with or without a port", () => {
    setEnvironment(good);
    expect(env().AUDIT_WEBHOOK_PRIVATE_HOSTS.size).toBe(0);
    setEnvironment({ ...good, AUDIT_WEBHOOK_PRIVATE_HOSTS: "SIEM.corp.example, 10.0.0.5:8443,[fd00::1]" });
    expect([...env().AUDIT_WEBHOOK_PRIVATE_HOSTS]).toEqual([
      "siem.corp.example",
      "10.0.0.5:8443",
      "[fd00::1]",
    ]);
  });

  it.each(["https://siem.example", "siem.example/path", "a@b", "a,,b", "a b"])(
    "are not named by %j",
    (text) => {
      for (const read of [env, launchEnv])
        expect(refusal({ AUDIT_WEBHOOK_PRIVATE_HOSTS: text }, read)).toMatch(
          /^AUDIT_WEBHOOK_PRIVATE_HOSTS: /,
        );
    },
  );

  it.each(["/no/such/file", import.meta.filename])("have no authority in %s", (path) => {
    for (const read of [env, launchEnv])
      expect(refusal({ AUDIT_WEBHOOK_CA_FILE: path }, read)).toMatch(/^AUDIT_WEBHOOK_CA_FILE: /);
  });
});

describe("at launch", () => {
  it("an embedded database needs no secrets, and brings the demo", () => {
    setEnvironment({ DATABASE_URL: "", PORTAL_SECRET: "", PORTAL_KEYRING: "" });
    expect(launchEnv()).toMatchObject({ PORTAL_DEMO: true });
  });

  it("a new demo has a past unless the operator says otherwise", () => {
    setEnvironment({ ...good, PORTAL_DEMO_PAST: "" });
    expect(launchEnv().PORTAL_DEMO_PAST).toBe(true);
    setEnvironment({ ...good, PORTAL_DEMO_PAST: "0" });
    expect(launchEnv().PORTAL_DEMO_PAST).toBe(false);
  });

  it("a database server needs secrets that every replica shares, and brings no demo", () => {
    setEnvironment(good);
    expect(launchEnv()).toMatchObject({ PORTAL_DEMO: false });
    const lines = refusal({ PORTAL_SECRET: "", PORTAL_KEYRING: "" }, launchEnv).split("\n");
    expect(lines.map((line) => line.split(":")[0]).sort()).toEqual(["PORTAL_KEYRING", "PORTAL_SECRET"]);
  });
});
