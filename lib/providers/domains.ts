import "server-only";
import { type ActedBy, SYSTEM_ACTOR } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database, type Transaction } from "@/lib/db/client";
import type { ProviderDomain } from "@/lib/db/generated/client";
import { Problem } from "@/lib/problems/problem";
import { domainRecord, findDomainRecord } from "./domain-record";

const HOUR_MS = 60 * 60 * 1000;
/** So long a proof is believed without another look. */
const BELIEVED_MS = 24 * HOUR_MS;
/** So long it lasts where the name servers can't be asked: an outage of theirs must not lock a company out at once. */
const LONGEST_WITHOUT_LOOK_MS = 72 * HOUR_MS;
/** So soon they are asked again then. */
const AGAIN_MS = 5 * 60 * 1000;

/** How far a domain's proof has come. */
export type DomainState = "waiting" | "proven" | "absent";

/** Returns the state of a domain: its record was found, is not there, or was never looked for. */
export function domainState({
  provenAt,
  checkedAt,
}: Pick<ProviderDomain, "provenAt" | "checkedAt">): DomainState {
  if (provenAt !== null && provenAt.getTime() > Date.now() - LONGEST_WITHOUT_LOOK_MS) return "proven";
  return checkedAt === null ? "waiting" : "absent";
}

type Answer = Awaited<ReturnType<typeof findDomainRecord>>;

/** Returns what an answer of the name servers makes of a domain's row. */
function afterCheck(row: ProviderDomain, answer: Answer): Pick<ProviderDomain, "provenAt" | "checkedAt"> {
  const now = new Date();
  if (answer === "there") return { provenAt: now, checkedAt: now };
  if (answer === "absent") return { provenAt: null, checkedAt: now };
  return { provenAt: row.provenAt, checkedAt: new Date(now.getTime() - BELIEVED_MS + AGAIN_MS) };
}

/**
 * Writes what an answer makes of a domain, unless somebody has removed or moved the domain meanwhile.
 * @returns the row as it is now; null where it is gone
 */
async function noteAnswer(
  tx: Transaction,
  row: ProviderDomain,
  answer: Answer,
): Promise<ProviderDomain | null> {
  const { domain, token } = row;
  const [changed] = await tx.providerDomain.updateManyAndReturn({
    where: { domain, token },
    data: afterCheck(row, answer),
  });
  return changed ?? null;
}

/**
 * Asks for the DNS record of a domain, because an owner wants to know now.
 * @returns whether the domain is proven
 * @throws Problem `not_found` for a domain of another provider
 */
export async function checkDomain(providerId: string, domain: string, by: ActedBy): Promise<boolean> {
  const row = await database().providerDomain.findFirst({
    where: { domain, providerId },
    include: { provider: true },
  });
  if (!row) throw new Problem("not_found", "This provider has no such domain");
  const answer = await findDomainRecord(domainRecord(row));
  if (answer === "unknown")
    throw new Problem("conflict", "The name servers did not answer. Try again in a moment");
  const { provider, ...before } = row;
  return await database().$transaction(async (tx) => {
    const after = await noteAnswer(tx, before, answer);
    const proven = after !== null && domainState(after) === "proven";
    await recordEvent(tx, {
      workspaceId: null,
      ...by,
      action: "sign_in_provider.check_domain",
      outcome: "succeeded",
      target: { type: "sign_in_provider", id: provider.id, name: provider.name },
      detail: { domain, proven },
    });
    return proven;
  });
}

/** Looks again for a record whose last look is a day old. Its loss is an event. */
async function lookAgain(row: ProviderDomain): Promise<ProviderDomain | null> {
  const answer = await findDomainRecord(domainRecord(row));
  return await database().$transaction(async (tx) => {
    const after = await noteAnswer(tx, row, answer);
    if (answer !== "absent" || after === null) return after;
    const { id, name } = await tx.signInProvider.findUniqueOrThrow({ where: { id: row.providerId } });
    await recordEvent(tx, {
      workspaceId: null,
      actor: SYSTEM_ACTOR,
      request: null,
      action: "sign_in_provider.lose_domain",
      outcome: "succeeded",
      target: { type: "sign_in_provider", id, name },
      detail: { domain: row.domain },
    });
    return after;
  });
}

/**
 * Whether a provider may speak for the addresses of a domain: the domain is its own, and the DNS record that proves it was there at
 * the last look, which is at most a day old.
 */
export async function speaksFor(providerId: string, domain: string): Promise<boolean> {
  const row = await database().providerDomain.findFirst({ where: { domain, providerId } });
  if (!row || domainState(row) !== "proven") return false;
  const isDue = row.checkedAt === null || row.checkedAt.getTime() < Date.now() - BELIEVED_MS;
  const seen = isDue ? await lookAgain(row) : row;
  return seen !== null && domainState(seen) === "proven";
}

/** How far a provider speaks for a domain: it has it with a proof, without one, or another provider has it. */
export type DomainStanding = "own" | "unproven" | "foreign";

/**
 * Returns how far a provider speaks for a domain, by what is stored. It asks no name servers, so that a transaction may stay open;
 * `speaksFor` does before. With the provider locked, no other one can get the domain meanwhile.
 */
export async function domainStanding(
  tx: Transaction,
  providerId: string,
  domain: string,
): Promise<DomainStanding> {
  const row = await tx.providerDomain.findUnique({ where: { domain } });
  if (row && row.providerId !== providerId) return "foreign";
  return row && domainState(row) === "proven" ? "own" : "unproven";
}
