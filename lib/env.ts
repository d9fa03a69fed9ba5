import { PASSWORD } from "@/lib/identity/rules";
import { emailSchema } from "@/lib/text/text-schema";
import "server-only";
import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { createEnv } from "@t3-oss/env-core";
import { z } from "zod";

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
    if (at < 1 || !/^[a-z0-9-]+$/.test(name) || !URL.canParse(address)) {
      context.addIssue({ code: "custom", message: "must be name=url[,name=url…]" });
      return z.NEVER;
    }
    const url = new URL(address);
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
  .refine((text) => new URL(text).pathname === "/", {
    message: "must be an origin, like https://portal.example.com",
  });

/** `host[:port][,host[:port]…]`: receivers of audit events that may be in a private network. */
const privateHosts = z.string().transform((text, context) => {
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

function isCertificateFile(path: string): boolean {
  try {
    return new X509Certificate(readFileSync(path)).subject !== null;
  } catch {
    return false;
  }
}

const flag = z.enum(["0", "1"], "must be 0 or 1").transform((text) => text === "1");

/** Variables with the same meaning for the start script and for the running portal. */
const common = {
  PORT: wholeNumber(0, 65_535).default(3000),
  HOST: z.string().default("127.0.0.1"),
  PORTAL_URL: publicUrl.transform((text) => new URL(text).origin).optional(),
  DATA_DIR: z.string().default(".data"),
  PORTAL_OWNER_EMAIL: emailSchema.default("owner@switchboard.local"),
  PORTAL_OWNER_PASSWORD: z
    .string()
    .min(PASSWORD.shortest, `must have at least ${PASSWORD.shortest} characters`)
    .optional(),
  PORTAL_METRICS_TOKEN: z.string().min(16, "must have at least 16 characters").optional(),
  UPSTREAM_TIMEOUT_MS: wholeNumber(100, 600_000).default(20_000),
  UPSTREAM_LATE_MS: wholeNumber(0, 600_000).default(20_000),
  UPSTREAM_REQUESTS_PER_MINUTE: wholeNumber(1, 100_000).default(60),
  AUDIT_WEBHOOK_PRIVATE_HOSTS: privateHosts.default(new Set<string>()),
  AUDIT_WEBHOOK_CA_FILE: z
    .string()
    .refine(isCertificateFile, "must name a readable file with a certificate in PEM form")
    .optional(),
};
const databaseUrl = z.string().regex(/^postgres(ql)?:\/\//, "must be a postgresql:// URL");
const portalSecret = z.string().min(32, "must have at least 32 characters");
const TRILLET = "trillet=https://api.trillet.ai";

const sources = {
  runtimeEnv: process.env,
  emptyStringAsUndefined: true,
  onValidationError: (issues: readonly { path?: readonly unknown[]; message: string }[]): never => {
    throw new InvalidEnvironment(
      issues.map(({ path, message }) => `${path?.join(".") || "environment"}: ${plain(message)}`),
    );
  },
};

/** Returns an operator's words for a zod message. For a missing variable, zod speaks of types. */
function plain(message: string): string {
  return message.includes("received undefined") ? "is missing" : message;
}

function readEnvironment() {
  return createEnv({
    ...sources,
    server: {
      ...common,
      DATABASE_URL: databaseUrl,
      PORTAL_SECRET: portalSecret,
      PORTAL_KEYRING: keyring,
      PORTAL_UPSTREAMS: upstreams.prefault(TRILLET),
    },
  });
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

/**
 * Returns the variables that `npm start` reads. Without DATABASE_URL the database is embedded, and missing secrets are
 * generated. With DATABASE_URL the secrets are required, since every replica must have the same.
 *
 * @throws InvalidEnvironment naming every variable that is missing or wrong
 */
export function launchEnv() {
  const embedded = !process.env.DATABASE_URL;
  const required = <T extends z.ZodType>(schema: T) => (embedded ? schema.optional() : schema);
  return createEnv({
    ...sources,
    server: {
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
    },
  });
}

/**
 * Whether each answer of the API is compared with its published contract before it leaves: in tests and in development.
 * Users get the answer unchecked: an extra field harms them less than no answer.
 */
export function checksAnswers(): boolean {
  return process.env.NODE_ENV !== "production";
}

/** Sets variables of this process, so that `env()` sees what the start script generated. */
export function setEnvironment(set: Record<string, string>): void {
  Object.assign(process.env, set);
  checked = undefined;
}
