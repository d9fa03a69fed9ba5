import "server-only";
import { createEnv } from "@t3-oss/env-core";
import { z } from "zod";

/** `name=url[,name=url…]`: the only hosts that a key is ever sent to. Plain http only to loopback. */
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

/** `id:base64-32-bytes[,id:base64…]`: the first key seals, all of them open. */
const keyring = z.string().transform((text, context) => {
  const keys = new Map<string, Buffer>();
  for (const entry of text.split(",")) {
    const [id, encoded, ...rest] = entry.trim().split(":");
    const key = Buffer.from(encoded ?? "", "base64");
    if (!id || !/^[A-Za-z0-9_-]+$/.test(id) || rest.length > 0 || key.length !== 32 || keys.has(id)) {
      context.addIssue({ code: "custom", message: "must be id:base64-of-32-bytes[,id:base64…]" });
      return z.NEVER;
    }
    keys.set(id, key);
  }
  return keys;
});

const wholeNumber = (least: number, most: number) => z.coerce.number().int().min(least).max(most);

const publicUrl = z.url({ protocol: /^https?$/ }).refine((text) => new URL(text).pathname === "/", {
  message: "must be an origin, like https://portal.example.com",
});

function readEnvironment() {
  return createEnv({
    server: {
      PORT: wholeNumber(0, 65_535).default(3000),
      HOST: z.string().default("127.0.0.1"),
      PORTAL_URL: publicUrl.transform((text) => new URL(text).origin).optional(),
      DATA_DIR: z.string().default(".data"),
      DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, "must be a postgresql:// URL"),
      PORTAL_SECRET: z.string().min(32, "must have at least 32 characters"),
      PORTAL_KEYRING: keyring,
      PORTAL_UPSTREAMS: upstreams.default(new Map([["trillet", "https://api.trillet.ai"]])),
      PORTAL_OWNER_EMAIL: z.email().optional(),
      PORTAL_OWNER_PASSWORD: z.string().min(12, "must have at least 12 characters").optional(),
      PORTAL_METRICS_TOKEN: z.string().min(16, "must have at least 16 characters").optional(),
      UPSTREAM_TIMEOUT_MS: wholeNumber(100, 600_000).default(20_000),
      UPSTREAM_REQUESTS_PER_MINUTE: wholeNumber(1, 100_000).default(60),
    },
    runtimeEnv: process.env,
    emptyStringAsUndefined: true,
    onValidationError: (issues) => {
      const lines = issues.map((issue) => `${issue.path?.join(".") ?? "environment"}: ${issue.message}`);
      throw new InvalidEnvironment(lines);
    },
  });
}

/** One or more variables are missing or wrong; `message` has a line for each, and never a value. */
export class InvalidEnvironment extends Error {
  constructor(lines: string[]) {
    super(lines.join("\n"));
    this.name = "InvalidEnvironment";
  }
}

export type Environment = ReturnType<typeof readEnvironment>;

let checked: Environment | undefined;

/**
 * The portal's settings, checked on first use. The only reader of `process.env`.
 * @throws InvalidEnvironment naming every variable that is missing or wrong
 */
export function env(): Environment {
  checked ??= readEnvironment();
  return checked;
}

/** Forgets what was read, so that a test can set other variables. */
export function rereadEnvironment(): void {
  checked = undefined;
}
