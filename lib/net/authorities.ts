import "server-only";
import { readFileSync, statSync } from "node:fs";
import { createSecureContext, rootCertificates, type SecureContext } from "node:tls";
import { env } from "@/lib/env";

interface Trust {
  context: SecureContext;
  /** What the files were when they were read. */
  stamp: string;
}

const contexts = new Map<string, Trust>();

function stampOf(file: string): string {
  const { mtimeMs, size, ino } = statSync(file);
  return `${file}:${mtimeMs}:${size}:${ino}`;
}

/**
 * Returns how a peer's certificate is judged: by the public authorities, by those of PORTAL_CA_FILE and
 * NODE_EXTRA_CA_CERTS, and by those of `more`. A file that is replaced counts from the next connection on.
 *
 * @param more a further file in PEM form
 * @returns nothing where Node's own authorities are all there is
 * @throws Error when a file can't be read any more: a connection is not made then
 */
export function trust(more?: string): { secureContext?: SecureContext } {
  const { PORTAL_CA_FILE, NODE_EXTRA_CA_CERTS } = env();
  const named = [PORTAL_CA_FILE, more].filter((file) => file !== undefined);
  if (named.length === 0) return {};
  // A list of authorities replaces Node's own, and with it the ones that Node was given.
  const files = [...(NODE_EXTRA_CA_CERTS ? [NODE_EXTRA_CA_CERTS] : []), ...named];
  const key = files.join("\n");
  const stamp = files.map(stampOf).join("\n");
  const known = contexts.get(key);
  if (known?.stamp === stamp) return { secureContext: known.context };
  const ca = [...rootCertificates, ...files.map((file) => readFileSync(file, "utf8"))];
  const context = createSecureContext({ ca });
  contexts.set(key, { context, stamp });
  return { secureContext: context };
}
