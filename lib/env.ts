import { PASSWORD } from "@/lib/identity/rules";
import { atMost } from "@/lib/text/text-rule";
import { emailSchema } from "@/lib/text/text-schema";
import "server-only";
import { Resolver } from "node:dns";
import { readFileSync } from "node:fs";
import { createEnv } from "@t3-oss/env-core";
import { z } from "zod";
import { InvalidDatabaseUrl } from "@/lib/db/database-parameters";
import { readDatabaseUrl } from "@/lib/db/database-url";
import { unknownVariables } from "@/lib/env-names";
import { isCertificateFile } from "@/lib/net/certificate-file";
import { trustedProxies } from "@/lib/net/client-address";
import { readMailServer, readSender } from "@/lib/net/mail-server";
import { readProxy } from "@/lib/net/proxy-for";

/** One or more variables are missing or wrong. `message` has a line for each, and never a value. */
export class InvalidEnvironment extends Error {
  constructor(lines: string[]) {
    super(lines.join("\n"));
    this.name = "InvalidEnvironment";
  }
}

/** `name=url[,name=url…]`: the only hosts that a key is ever sent to. Plain http is allowed to loopback only. */
const upstreams = z.string().transform((text, context) => {
  const known = new Map<string, string>();
  for (const entry of text.split(",")) {
    const at = entry.indexOf("=");
    const name = entry.slice(0, at).trim();
    const address = entry.slice(at + 1).trim();
    const url = URL.canParse(address) ? new URL(address) : null;
    const more = url === null || url.username || url.password || url.search || url.hash;
    if (at < 1 || !/^[a-z0-9-]+$/.test(name) || url === null || more || known.has(name)) {
      context.addIssue({
        code: "custom",
        message: "must be name=url[,name=url…], each name once, without a user, a query or a fragment",
      });
      return z.NEVER;
    }
    const loopback = ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname);
    if (url.protocol !== "https:" && !(url.protocol === "http:" && loopback)) {
      context.addIssue({ code: "custom", message: `${name} must be https (plain http only to loopback)` });
      return z.NEVER;
    }
    known.set(name, address.replace(/\/+$/, ""));
  }
  return known;
});

const KEYRING_FORM = "must be id:base64-of-32-bytes[,id:base64…]";

/** `id:base64-32-bytes[,id:base64…]`: the first key seals, and every key opens. */
const keyring = z.string().transform((text, context) => {
  const keys = new Map<string, Buffer>();
  for (const entry of text.split(",")) {
    const [id, encoded, ...rest] = entry.trim().split(":");
    const key = Buffer.from(encoded ?? "", "base64");
    if (!id || !/^[A-Za-z0-9_-]+$/.test(id) || rest.length > 0 || key.length !== 32 || keys.has(id)) {
      context.addIssue({ code: "custom", message: KEYRING_FORM });
      return z.NEVER;
    }
    keys.set(id, key);
  }
  return keys;
});

function wholeNumber(least: number, most: number) {
  const words = `must be a whole number from ${least} to ${most}`;
  return z.coerce.number(words).int(words).min(least, words).max(most, words);
}

const publicUrl = z
  .url({ protocol: /^https?$/, abort: true })
  .refine((text) => new URL(text).href === `${new URL(text).origin}/`, {
    message: "must be an origin, like https://portal.example.com",
  });

/** `host[:port][,host[:port]…]`: hosts that something is permitted to. Without a port, any port is meant. */
const hosts = z.string().transform((text, context) => {
  const named = new Set<string>();
  for (const entry of text.split(",").map((part) => part.trim())) {
    const url = URL.canParse(`https://${entry}`) ? new URL(`https://${entry}`) : null;
    if (!url || !/^[^/?#@\s]+$/.test(entry)) {
      context.addIssue({ code: "custom", message: "must be host[:port][,host[:port]…]" });
      return z.NEVER;
    }
    named.add(/:\d+$/.test(entry) ? `${url.hostname}:${url.port || "443"}` : url.hostname);
  }
  return named;
});

const NAME_SERVERS_FORM = "must be addresses of name servers, like 10.0.0.2,[fd00::2]:5353";

/** `address[:port][,address[:port]…]`: name servers, as Node spells them. */
const nameServers = z.string().transform((text, context) => {
  const servers = text.split(",").map((entry) => entry.trim());
  try {
    new Resolver().setServers(servers);
  } catch {
    context.addIssue({ code: "custom", message: NAME_SERVERS_FORM });
    return z.NEVER;
  }
  return servers;
});

const certificateFile = z
  .string()
  .refine(isCertificateFile, "must name a readable file with certificates in PEM form");

const proxies = z
  .string()
  .refine(
    (text) => trustedProxies(text) !== null,
    "must be addresses and networks, like 10.0.0.5,192.168.0.0/16,fd00::/8",
  );

const outgoingProxy = z
  .string()
  .refine(
    (text) => readProxy(text) !== null,
    "must be http://[user:password@]host:port, or the same with https; a user name and password are percent-encoded",
  );

const mailServer = z
  .string()
  .refine(
    (text) => readMailServer(text) !== null,
    "must be smtp://[user:password@]host[:port], or the same with smtps; a user name and password are percent-encoded",
  );

const sender = z
  .string()
  .refine(
    (text) => readSender(text) !== null,
    "must be an e-mail address, like portal@example.com or Switchboard <portal@example.com>",
  );

const flag = z.enum(["0", "1"], "must be 0 or 1").transform((text) => text === "1");

/** Variables with the same meaning for the start script and for the running portal. */
const common = {
  PORT: wholeNumber(0, 65_535).default(3000),
  HOST: z.string().default("127.0.0.1"),
  PORTAL_URL: publicUrl.transform((text) => new URL(text).origin).optional(),
  DATA_DIR: z.string().default(".data"),
  PORTAL_OWNER_EMAIL: emailSchema.default("owner@switchboard.local"),
  // The rule for new passwords is checked where an owner is made of it: an older, shorter one has no effect any more.
  PORTAL_OWNER_PASSWORD: z.string().max(PASSWORD.longest, atMost(PASSWORD.longest)).optional(),
  PORTAL_METRICS_TOKEN: z.string().min(16, "must have at least 16 characters").optional(),
  UPSTREAM_TIMEOUT_MS: wholeNumber(100, 600_000).default(20_000),
  UPSTREAM_LATE_MS: wholeNumber(0, 600_000).default(20_000),
  UPSTREAM_REQUESTS_PER_MINUTE: wholeNumber(1, 100_000).default(60),
  AUDIT_WEBHOOK_PRIVATE_HOSTS: hosts.default(new Set<string>()),
  AUDIT_WEBHOOK_ALLOWED_HOSTS: hosts.optional(),
  AUDIT_WEBHOOK_CA_FILE: certificateFile.optional(),
  PORTAL_TRUSTED_PROXIES: proxies.optional(),
  PORTAL_PROVIDER_PRIVATE_HOSTS: hosts.default(new Set<string>()),
  PORTAL_DNS_SERVERS: nameServers.optional(),
  SMTP_URL: mailServer.optional(),
  MAIL_FROM: sender.optional(),
  PORTAL_CA_FILE: certificateFile.optional(),
  // Node itself only warns of one that it can't read.
  NODE_EXTRA_CA_CERTS: certificateFile.optional(),
  // The lower-case name is the usual one elsewhere, and wins.
  https_proxy: outgoingProxy.optional(),
  HTTPS_PROXY: outgoingProxy.optional(),
  http_proxy: outgoingProxy.optional(),
  HTTP_PROXY: outgoingProxy.optional(),
  no_proxy: z.string().optional(),
  NO_PROXY: z.string().optional(),
};

const databaseUrl = z.string().superRefine((text, context) => {
  try {
    readDatabaseUrl(text);
  } catch (error) {
    if (!(error instanceof InvalidDatabaseUrl)) throw error;
    context.addIssue({ code: "custom", message: error.message });
  }
});
const portalSecret = z.string().min(32, "must have at least 32 characters");
const TRILLET = "trillet=https://api.trillet.ai";

function refuse(lines: string[]): never {
  throw new InvalidEnvironment(lines);
}

interface Issue {
  path?: readonly unknown[];
  message: string;
}

const linesOf = (issues: readonly Issue[]) =>
  issues.map(({ path, message }) => `${path?.join(".") || "environment"}: ${plain(message)}`);

const onValidationError = (issues: readonly Issue[]): never => refuse(linesOf(issues));

/** Variables that are secrets, or have some in them: a file may have the value, as container platforms mount it. */
const SECRETS = [
  "DATABASE_URL",
  "PORTAL_SECRET",
  "PORTAL_KEYRING",
  "PORTAL_OWNER_PASSWORD",
  "PORTAL_METRICS_TOKEN",
  "SMTP_URL",
  // With a user's name and password in it.
  "HTTPS_PROXY",
  "HTTP_PROXY",
] as const;
const fileOf = (name: string) => `${name}_FILE`;

type Variables = Record<string, string | undefined>;

/** The variables of this process, with those whose value is in a file. @throws InvalidEnvironment */
function variables(): Variables {
  const set: Variables = { ...process.env };
  for (const name of SECRETS) {
    const file = set[fileOf(name)];
    if (!file) continue;
    if (set[name]) refuse([`${fileOf(name)}: ${name} is set, too; set one of them`]);
    try {
      set[name] = readFileSync(file, "utf8").replace(/\r?\n$/, "");
    } catch {
      refuse([`${fileOf(name)}: must name a file that this user can read`]);
    }
    if (set[name] === "") refuse([`${fileOf(name)}: the file is empty`]);
  }
  return set;
}

const sources = () => ({ runtimeEnv: variables(), emptyStringAsUndefined: true, onValidationError });

/** Returns a line for the setting of mail that is missing beside the other one. */
function halfMail({
  SMTP_URL,
  MAIL_FROM,
}: {
  SMTP_URL?: string | undefined;
  MAIL_FROM?: string | undefined;
}) {
  if ((SMTP_URL === undefined) === (MAIL_FROM === undefined)) return [];
  return SMTP_URL === undefined
    ? ["SMTP_URL: is missing, and MAIL_FROM is set; mail needs both"]
    : ["MAIL_FROM: is missing, and SMTP_URL is set; mail needs both"];
}

/** Returns an operator's words for a zod message. For a missing variable, zod speaks of types. */
function plain(message: string): string {
  return message.includes("received undefined") ? "is missing" : message;
}

function readEnvironment() {
  const read = createEnv({
    ...sources(),
    server: {
      ...common,
      DATABASE_URL: databaseUrl,
      PORTAL_SECRET: portalSecret,
      PORTAL_KEYRING: keyring,
      PORTAL_UPSTREAMS: upstreams.prefault(TRILLET),
    },
  });
  const half = halfMail(read);
  return half.length > 0 ? refuse(half) : read;
}

type Environment = ReturnType<typeof readEnvironment>;

let checked: Environment | undefined;

/**
 * Returns the portal's settings, checked on first use. Only this file reads `process.env`.
 * @throws InvalidEnvironment naming every variable that is missing or wrong
 */
export function env(): Environment {
  checked ??= readEnvironment();
  return checked;
}

const atLaunch = (embedded: boolean) => {
  const required = <T extends z.ZodType>(schema: T) => (embedded ? schema.optional() : schema);
  return {
    ...common,
    DATABASE_URL: databaseUrl.optional(),
    PORTAL_SECRET: required(portalSecret),
    // The start script passes this text on to the portal, so it is checked but not parsed.
    PORTAL_KEYRING: required(z.string().refine((text) => keyring.safeParse(text).success, KEYRING_FORM)),
    PORTAL_UPSTREAMS: z
      .string()
      .default(TRILLET)
      .superRefine((text, context) => {
        for (const issue of upstreams.safeParse(text).error?.issues ?? []) context.addIssue({ ...issue });
      }),
    PORTAL_DEMO: flag.default(embedded),
    PORTAL_DEMO_PAST: flag.default(true),
    SANDBOX_PORT: wholeNumber(0, 65_535).optional(),
    SANDBOX_CONTROL_PORT: wholeNumber(0, 65_535).optional(),
  };
};

/** Every name that the portal reads, in either place. */
const NAMES: readonly string[] = [...Object.keys(atLaunch(true)), ...SECRETS.map(fileOf)];

/**
 * Returns the variables that `npm start` reads. Without DATABASE_URL the database is embedded, and missing secrets are
 * generated. With DATABASE_URL the secrets are required, since every replica must have the same.
 *
 * @param alsoKnown names of variables of the programs that it starts
 * @throws InvalidEnvironment naming every variable that is missing, wrong or unknown
 */
export function launchEnv(alsoKnown: readonly string[] = []) {
  const given = sources();
  const unknown = unknownVariables(given.runtimeEnv, [...NAMES, ...alsoKnown]);
  const launch = createEnv({
    ...given,
    server: atLaunch(!given.runtimeEnv.DATABASE_URL),
    onValidationError: (issues) => refuse([...linesOf(issues), ...unknown]),
  });
  const refused = [...halfMail(launch), ...unknown];
  return refused.length > 0 ? refuse(refused) : launch;
}

/** Returns the set variables that have no effect, as lines for an operator. */
export function idleVariables(
  { PORTAL_DEMO }: { PORTAL_DEMO: boolean },
  sandbox: readonly string[],
): string[] {
  const set = variables();
  const ofSandbox = PORTAL_DEMO ? [] : sandbox.filter((name) => set[name]);
  return [
    ...["SANDBOX_STATE", "SANDBOX_DEMO_KEYS"]
      .filter((name) => PORTAL_DEMO && set[name])
      .map((name) => `${name} has no effect: npm start sets it for the sandbox that it starts`),
    ...ofSandbox.map(
      (name) => `${name} has no effect: the sandbox is started in demo mode only (PORTAL_DEMO=1)`,
    ),
    ...["ALL_PROXY", "all_proxy"]
      .filter((name) => set[name])
      .map((name) => `${name} has no effect: say HTTPS_PROXY for a proxy that the portal is to use`),
  ];
}

/** Whether the environment names the first owner: once there is one, these variables have no effect. */
export function namedOwnerVariables(): string[] {
  const set = variables();
  return ["PORTAL_OWNER_EMAIL", "PORTAL_OWNER_PASSWORD"].filter((name) => set[name]);
}

/**
 * Whether each answer of the API is compared with its published contract before it leaves: in tests and in development.
 * Users get the answer unchecked: an extra field harms them less than no answer.
 */
export function checksAnswers(): boolean {
  return process.env.NODE_ENV !== "production";
}

/** Sets variables of this process, so that `env()` sees what the start script read or generated. */
export function setEnvironment(set: Record<string, string>): void {
  Object.assign(process.env, set);
  // The value may come from there.
  for (const name of Object.keys(set)) delete process.env[fileOf(name)];
  checked = undefined;
}
