import "server-only";
import { Resolver } from "node:dns/promises";
import { env } from "@/lib/env";
import { errorCode } from "@/lib/problems/problem";

/** The DNS record that proves a domain: where it is, and what it says. */
export interface DomainRecord {
  name: string;
  value: string;
}

/** Returns the record for a domain and its random value. */
export function domainRecord({ domain, token }: { domain: string; token: string }): DomainRecord {
  return { name: `_switchboard.${domain}`, value: `switchboard-domain=${token}` };
}

/** Codes of an answer that is certain: there is no such name, or no such record. */
const ABSENT: ReadonlySet<string | null> = new Set(["ENOTFOUND", "ENODATA"]);

/**
 * Asks the name servers for a domain's record.
 * @returns `unknown` where they can't be asked at the moment: nobody knows then whether it is there
 */
export async function findDomainRecord(record: DomainRecord): Promise<"there" | "absent" | "unknown"> {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 });
  const { PORTAL_DNS_SERVERS } = env();
  if (PORTAL_DNS_SERVERS) resolver.setServers(PORTAL_DNS_SERVERS);
  try {
    // A long text comes in parts of 255 bytes (RFC 1035, section 3.3.14).
    const texts = (await resolver.resolveTxt(record.name)).map((parts) => parts.join("").trim());
    return texts.includes(record.value) ? "there" : "absent";
  } catch (error) {
    return ABSENT.has(errorCode(error)) ? "absent" : "unknown";
  }
}
