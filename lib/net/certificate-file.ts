import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";

const BLOCK = /-----BEGIN (TRUSTED )?CERTIFICATE-----[^-]+-----END \1?CERTIFICATE-----/g;

/** Whether a file can be read, and has certificates in PEM form, each of them whole. */
export function isCertificateFile(path: string): boolean {
  try {
    const blocks = readFileSync(path, "utf8").match(BLOCK) ?? [];
    for (const block of blocks) new X509Certificate(block);
    return blocks.length > 0;
  } catch {
    return false;
  }
}
