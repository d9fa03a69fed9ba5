import "server-only";
import type { Configuration } from "openid-client";
import { z } from "zod";
import type { SignInProvider } from "@/lib/db/generated/client";
import { emailSchema } from "@/lib/text/text-schema";
import { VaultError } from "@/lib/vault/vault";
import { causesOf, configurationOf, openid, ProviderUnfit } from "./configuration";
import { companyClaim, normaliseDomain } from "./rules";
import type { SignInFailure } from "./sign-in-failures";
import type { SignInState } from "./sign-in-state";

/** Who a provider says that somebody is. */
export interface ProviderClaims {
  /** The identity: the provider never gives it to anybody else (OpenID Connect Core 1.0, section 2). */
  subject: string;
  /** In normal form; null for none, or one that is no address. */
  email: string | null;
  /** Whether the provider has made sure of the address. Anything but `true` counts as no. */
  emailVerified: boolean;
  name: string | null;
  groups: string[];
  /** The domain of the company whose account it is, where everybody in the world has one at the issuer; null for none. */
  company: string | null;
  /** When the person was last asked who they are; null where the provider doesn't say. */
  askedAt: Date | null;
  /** Whether the provider says that it asked for a second factor. One that says nothing counts as one that did not. */
  hasSecondFactor: boolean;
  /** The token itself, which signs them out there. */
  idToken: string;
}

const MOST_GROUPS = 1_000;
const LONGEST_GROUP = 200;

/** What can be stored: no null character, no half of a pair. */
const isFit = (text: string) => text.isWellFormed() && !text.includes("\u0000");

const subjectSchema = z.object({ sub: z.string().min(1).max(255).refine(isFit) });
const timeSchema = z.object({ auth_time: z.number() });
/** How the person proved who they are, there; `mfa` is that it took several factors (RFC 8176, section 2). */
const methodsSchema = z.object({ amr: z.array(z.unknown()) });

/** A claim that is missing or of another type counts as none. */
function claimOf<Value>(
  schema: z.ZodType<Value>,
  claims: Record<string, unknown>,
  name: string,
): Value | null {
  return schema.safeParse(claims[name]).data ?? null;
}

const listOfTexts = z.union([z.array(z.unknown()), z.string().transform((one) => [one])]);

function groupsIn(claims: Record<string, unknown>, name: string | null): string[] {
  if (name === null) return [];
  const listed = claimOf(listOfTexts, claims, name) ?? [];
  const fit = listed.filter(
    (one): one is string => typeof one === "string" && one.length <= LONGEST_GROUP && isFit(one),
  );
  return [...new Set(fit)].slice(0, MOST_GROUPS);
}

function companyIn(token: Record<string, unknown>, issuer: string): string | null {
  const name = companyClaim(issuer);
  return name === null
    ? null
    : claimOf(z.string().max(253).refine(isFit).transform(normaliseDomain), token, name);
}

/** A sign-in that came to nothing, and why. */
export class ExchangeFailed extends Error {
  constructor(
    readonly failure: SignInFailure,
    cause?: unknown,
  ) {
    super(failure, { cause });
    this.name = "ExchangeFailed";
  }
}

/** The claim of a token that the library found wrong, deep in its error. */
const wrongClaim = z.object({ cause: z.object({ claim: z.string() }) });

const BY_CLAIM: Record<string, SignInFailure> = {
  aud: "wrong_audience",
  azp: "wrong_audience",
  iss: "wrong_issuer",
  nonce: "wrong_nonce",
};

const BY_CODE: Record<string, SignInFailure> = {
  OAUTH_JWT_TIMESTAMP_CHECK_FAILED: "expired_token",
  OAUTH_KEY_SELECTION_FAILED: "bad_signature",
  OAUTH_TIMEOUT: "unreachable",
};

/** Messages of the library that have no code of their own. Where it words them otherwise one day, the failure is `bad_answer`. */
const BY_WORDS: readonly [RegExp, SignInFailure][] = [
  [/JWT "nonce" .*missing/, "wrong_nonce"],
  [/JWT signature verification failed/, "bad_signature"],
  [/unsupported JWS algorithm|unexpected JWT "alg"/, "bad_signature"],
];

/** Errors of classes that say enough by themselves. */
async function failureByClass(error: unknown): Promise<SignInFailure | null> {
  const { AuthorizationResponseError, ResponseBodyError } = await openid();
  if (error instanceof ExchangeFailed) return error.failure;
  if (error instanceof ProviderUnfit) return "unreachable";
  if (error instanceof VaultError) return "client_refused";
  if (error instanceof AuthorizationResponseError)
    return error.error === "access_denied" ? "cancelled" : "provider_error";
  // RFC 6749, section 5.2: the client isn't known, or its secret is wrong.
  if (error instanceof ResponseBodyError)
    return /^(invalid_client|unauthorized_client)$/.test(error.error) ? "client_refused" : "provider_error";
  return null;
}

/** A fault of the token: by the claim that is wrong, or else by the library's words. */
function failureOfToken(causes: unknown[]): SignInFailure | null {
  const claims = causes.map((cause) => wrongClaim.safeParse(cause).data?.cause.claim ?? "");
  const claim = claims.find((name) => Object.hasOwn(BY_CLAIM, name));
  if (claim !== undefined) return BY_CLAIM[claim] ?? null;
  const words = causes.map((cause) => (cause instanceof Error ? cause.message : "")).join("\n");
  return BY_WORDS.find(([pattern]) => pattern.test(words))?.[1] ?? null;
}

async function failureOf(error: unknown): Promise<SignInFailure> {
  const known = (await failureByClass(error)) ?? failureOfToken(causesOf(error));
  if (known) return known;
  if (!(error instanceof (await openid()).ClientError)) return "bad_answer";
  // A connection that failed has a code of the system's or of undici's, and none of the library's.
  return error.code ? (BY_CODE[error.code] ?? "bad_answer") : "unreachable";
}

/**
 * Checks what the browser brought back before anything is sent. The library checks it again; here each fault has its own name.
 * RFC 9207: the answer says whose it is.
 */
function checkAnswer(config: Configuration, answer: URLSearchParams, state: SignInState): void {
  const { issuer, authorization_response_iss_parameter_supported: mustSay } = config.serverMetadata();
  const said = answer.get("iss");
  if (said === null ? mustSay === true : said !== issuer) throw new ExchangeFailed("wrong_issuer");
  if (answer.get("state") !== state.state) throw new ExchangeFailed("wrong_state");
}

/** Reads more about the person where the token alone doesn't say it. */
async function moreClaims(
  config: Configuration,
  claims: Record<string, unknown>,
  { accessToken, subject, wanted }: { accessToken: string; subject: string; wanted: (string | null)[] },
): Promise<Record<string, unknown>> {
  const isComplete = wanted.every((name) => name === null || claims[name] !== undefined);
  if (isComplete || config.serverMetadata().userinfo_endpoint === undefined) return claims;
  // What the token says is signed, so it counts.
  const { fetchUserInfo } = await openid();
  return { ...(await fetchUserInfo(config, accessToken, subject)), ...claims };
}

/**
 * Exchanges the code that a browser brought back for what the provider says of its person. The library checks the token's signature,
 * issuer, audience, authorized party, times and nonce.
 *
 * @param callback the address of the callback, as it is registered, with the answer in its query
 * @throws ExchangeFailed
 */
export async function exchangeCode(
  provider: SignInProvider,
  callback: URL,
  state: SignInState,
): Promise<ProviderClaims> {
  try {
    const config = await configurationOf(provider);
    checkAnswer(config, callback.searchParams, state);
    const { authorizationCodeGrant } = await openid();
    const tokens = await authorizationCodeGrant(config, callback, {
      pkceCodeVerifier: state.verifier,
      expectedState: state.state,
      expectedNonce: state.nonce,
      idTokenExpected: true,
    });
    const token: Record<string, unknown> = { ...tokens.claims() };
    const subject = subjectSchema.parse(token).sub;
    const wanted = ["email", "email_verified", provider.groupsClaim];
    const claims = await moreClaims(config, token, { accessToken: tokens.access_token, subject, wanted });
    const email = claimOf(emailSchema, claims, "email");
    const seconds = timeSchema.safeParse(token).data?.auth_time;
    return {
      subject,
      email,
      emailVerified: claims.email_verified === true,
      name: claimOf(z.string().refine(isFit), claims, "name"),
      groups: groupsIn(claims, provider.groupsClaim),
      company: companyIn(token, provider.issuer),
      askedAt: seconds === undefined ? null : new Date(seconds * 1000),
      hasSecondFactor: methodsSchema.safeParse(token).data?.amr.includes("mfa") === true,
      idToken: tokens.id_token ?? "",
    };
  } catch (error) {
    throw new ExchangeFailed(await failureOf(error), error);
  }
}
