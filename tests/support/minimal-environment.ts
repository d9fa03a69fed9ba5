import { setEnvironment } from "@/lib/env";

/** Returns what puts back the environment that is there now. */
export function keptEnvironment(): () => void {
  const before = { ...process.env };
  return () => {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
    setEnvironment({});
  };
}

/**
 * Sets the variables without which nothing can read its settings, and others.
 * @returns what puts back the environment that was there
 */
export function minimalEnvironment(more: Record<string, string> = {}): () => void {
  const putBack = keptEnvironment();
  setEnvironment({
    DATABASE_URL: "postgresql://localhost/portal",
    PORTAL_SECRET: "s".repeat(32),
    PORTAL_KEYRING: `k1:${Buffer.alloc(32, 1).toString("base64")}`,
    ...more,
  });
  return putBack;
}
