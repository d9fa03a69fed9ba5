import "server-only";
import { z } from "zod";
import { database } from "@/lib/db/client";
import { newSecretToken, tokenHash } from "../secret-token";

/** What a passkey's answer is for. An answer for one thing is worth nothing for another. */
export type ChallengePurpose = "register" | "sign_in" | "prove";

/** Browsers let a person take five minutes at most; the standard recommends as much (Web Authentication, section 15.1). */
export const CHALLENGE_MINUTES = 5;

/** The most that wait for an answer from one person or network, so that nobody fills the table. */
const MOST_OPEN = 100;

interface Asking {
  purpose: ChallengePurpose;
  /** Whose passkey must answer; null at a sign-in. */
  userId: string | null;
}

/**
 * Makes a challenge of 256 random bits, which is kept until it is answered, or its time is over.
 * @param source who asks: a person's id, or the network of a stranger
 * @returns the challenge in base64url; null where too many wait for an answer
 */
export async function newChallenge({ purpose, userId }: Asking, source: string): Promise<string | null> {
  const challenge = newSecretToken();
  await database().$executeRaw`DELETE FROM "PasskeyChallenge" WHERE "expiresAt" < now()`;
  const made = await database().$executeRaw`
    INSERT INTO "PasskeyChallenge" ("challengeHash", "purpose", "userId", "source", "expiresAt")
    SELECT ${tokenHash(challenge)}, ${purpose}, ${userId}::uuid, ${source},
           now() + make_interval(mins => ${CHALLENGE_MINUTES}::int)
    WHERE (SELECT count(*) FROM "PasskeyChallenge" WHERE "source" = ${source}) < ${MOST_OPEN}`;
  return made === 1 ? challenge : null;
}

/** The part of what a browser signs that says which question it answers. */
const clientData = z.object({ challenge: z.string().max(200) });

function challengeIn(clientDataJson: string): string | null {
  try {
    const text = Buffer.from(clientDataJson, "base64url").toString("utf8");
    return clientData.safeParse(JSON.parse(text)).data?.challenge ?? null;
  } catch {
    return null;
  }
}

/**
 * Takes the challenge that an answer names: it is gone then, whether the answer is right or not.
 * @param clientDataJson of the answer, from outside
 * @returns the challenge; null for one that was not made for this, was answered, or is too old
 */
export async function takeChallenge(clientDataJson: string, asking: Asking): Promise<string | null> {
  const challenge = challengeIn(clientDataJson);
  if (challenge === null) return null;
  const { purpose, userId } = asking;
  const taken = await database().$executeRaw`
    DELETE FROM "PasskeyChallenge"
    WHERE "challengeHash" = ${tokenHash(challenge)} AND "purpose" = ${purpose}
      AND "userId" IS NOT DISTINCT FROM ${userId}::uuid AND "expiresAt" > now()`;
  return taken === 1 ? challenge : null;
}
