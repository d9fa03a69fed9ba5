import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import {
  env,
  InvalidEnvironment,
  idleVariables,
  launchEnv,
  namedOwnerVariables,
  setEnvironment,
} from "./env";

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

describe("the settings of mail", () => {
  const both = { SMTP_URL: "smtps://portal:canary@mail.example.com", MAIL_FROM: "portal@example.com" };

  it("are none, or both", () => {
    setEnvironment({ ...good, ...both });
    expect(env().SMTP_URL).toBe(both.SMTP_URL);
    for (const read of [env, launchEnv]) {
      expect(refusal({ ...both, MAIL_FROM: "" }, read)).toMatch(
        /^MAIL_FROM: is missing, and SMTP_URL is set/,
      );
      expect(refusal({ ...both, SMTP_URL: "" }, read)).toMatch(/^SMTP_URL: is missing, and MAIL_FROM is set/);
    }
  });

  it.each([
    ["SMTP_URL", "https://portal:canary@mail.example.com"],
    ["SMTP_URL", "smtp://portal@mail.example.com"],
    ["MAIL_FROM", "canary"],
  ])("%s is refused by its name where it makes no sense, and its value is not repeated", (name, value) => {
    const words = refusal({ ...both, [name]: value });
    expect(words).toMatch(new RegExp(`^${name}: must be `));
    expect(words).not.toContain("canary");
  });
});

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
    ["DATABASE_URL", "postgresql://me:pa/ss@localhost/x"],
    ["DATABASE_URL", "postgresql://localhost/x?sslmode=always"],
    ["DATABASE_URL", "postgresql://localhost/x?sslMode=require"],
    ["PORTAL_TRUSTED_PROXIES", "10.0.0.0/8,proxy.example"],
    ["PORTAL_CA_FILE", "/no/such/file"],
    ["NODE_EXTRA_CA_CERTS", "/no/such/file"],
    ["HTTPS_PROXY", "socks5://proxy.example:1080"],
    ["https_proxy", "http://me:100%@proxy.example"],
    ["HTTP_PROXY", "http://proxy.example/path"],
    ["PORTAL_URL", "https://portal.example.com/sub"],
    ["PORTAL_URL", "javascript:alert(1)"],
    ["PORTAL_URL", "portal.example.com"],
    ["PORTAL_URL", "https://me:secret@portal.example.com"],
    ["PORTAL_URL", "https://portal.example.com/?x=1"],
    ["PORTAL_OWNER_PASSWORD", "p".repeat(201)],
    ["PORTAL_OWNER_EMAIL", "nobody"],
    ["UPSTREAM_TIMEOUT_MS", "fast"],
    ["UPSTREAM_REQUESTS_PER_MINUTE", "0"],
    ["PORTAL_METRICS_TOKEN", "short"],
  ])("names %s when it is wrong, and never repeats its value (%j)", (name, value) => {
    for (const read of [env, launchEnv]) {
      const message = refusal({ [name]: value }, read);
      expect(message.split("\n")).toEqual([expect.stringMatching(new RegExp(`^${name}: `))]);
      if (value.length > 3) expect(message).not.toContain(value);
    }
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
    "a=https://a.example,a=https://b.example",
    "a=https://me:secret@a.example",
    "a=https://a.example/?key=x",
  ])("refuses %j", (text) => {
    expect(refusal({ PORTAL_UPSTREAMS: text })).toMatch(/^PORTAL_UPSTREAMS: /);
    expect(refusal({ PORTAL_UPSTREAMS: text }, launchEnv)).toMatch(/^PORTAL_UPSTREAMS: /);
  });
});

describe("receivers of audit events", () => {
  it("may be private only by name, with or without a port", () => {
    setEnvironment(good);
    expect(env().AUDIT_WEBHOOK_PRIVATE_HOSTS.size).toBe(0);
    // No list at all is no limit.
    expect(env().AUDIT_WEBHOOK_ALLOWED_HOSTS).toBeUndefined();
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

describe("a secret in a file", () => {
  it("is the file's text without its last line end", async () => {
    const folder = await mkdtemp(join(tmpdir(), "sb-env-"));
    const file = join(folder, "secret");
    await writeFile(file, `${"t".repeat(40)}\n`);
    const { PORTAL_SECRET: _, ...rest } = good;
    for (const read of [env, launchEnv]) {
      setEnvironment({ ...rest, PORTAL_SECRET: "" });
      Object.assign(process.env, { PORTAL_SECRET_FILE: file });
      expect(read().PORTAL_SECRET).toBe("t".repeat(40));
    }
    // The start script passes the value on.
    setEnvironment(good);
    expect(env().PORTAL_SECRET).toBe(good.PORTAL_SECRET);
    await rm(folder, { recursive: true });
  });

  it.each(["DATABASE_URL", "PORTAL_KEYRING", "PORTAL_OWNER_PASSWORD", "PORTAL_METRICS_TOKEN", "HTTPS_PROXY"])(
    "may be %s",
    (name) => {
      const withFile = () => {
        Object.assign(process.env, { [`${name}_FILE`]: "/no/such/file" });
        return env();
      };
      expect(refusal({ [name]: "" }, withFile)).toBe(
        `${name}_FILE: must name a file that this user can read`,
      );
    },
  );

  it("is refused where the value is set, too, and where there is no file", () => {
    const withFile = (file: string) => () => {
      Object.assign(process.env, { PORTAL_SECRET_FILE: file });
      return env();
    };
    expect(refusal({}, withFile("/etc/hostname"))).toMatch(/^PORTAL_SECRET_FILE: PORTAL_SECRET is set/);
    expect(refusal({ PORTAL_SECRET: "" }, withFile("/no/such/file"))).toMatch(
      /^PORTAL_SECRET_FILE: must name a file/,
    );
  });
});

describe("at launch", () => {
  it("a variable that nothing reads is refused beside the wrong ones, with the nearest name", () => {
    const lines = refusal({ PORT: "x", PORTAL_TRUSTED_PROXY: "10.0.0.1" }, launchEnv).split("\n");
    expect(lines).toEqual([
      expect.stringMatching(/^PORT: /),
      "PORTAL_TRUSTED_PROXY: is no setting of the portal; did you mean PORTAL_TRUSTED_PROXIES?",
    ]);
  });

  it("a variable of a program that is started is known", () => {
    expect(refusal({ SANDBOX_HOST: "::1" }, launchEnv)).toMatch(/^SANDBOX_HOST: /);
    expect(() => launchEnv(["SANDBOX_HOST"])).not.toThrow();
  });

  it("variables without an effect are named", () => {
    setEnvironment({
      ...good,
      SANDBOX_PORT: "1",
      ALL_PROXY: "x",
      PORTAL_OWNER_PASSWORD: "long enough, this",
    });
    const idle = (demo: boolean) =>
      idleVariables({ PORTAL_DEMO: demo }, ["SANDBOX_PORT", "SANDBOX_HOST"]).map(
        (line) => line.split(" ")[0],
      );
    expect(idle(false)).toEqual(["SANDBOX_PORT", "ALL_PROXY"]);
    expect(idle(true)).toEqual(["ALL_PROXY"]);
    expect(namedOwnerVariables()).toEqual(["PORTAL_OWNER_PASSWORD"]);
  });

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
