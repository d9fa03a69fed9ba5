import "server-only";
import type { ClientAuth, Configuration } from "openid-client";
import { AddressRefused } from "@/lib/net/guarded-address";
import { ProxyFailed } from "@/lib/net/outgoing";
import { errorCode } from "@/lib/problems/problem";
import { providerSecretBinding, unseal } from "@/lib/vault/vault";
import { ANSWER_SECONDS, guardedFetch } from "./guarded-fetch";
import { sharedIssuerFault } from "./rules";

/** An identity provider that can't be used as it is. `message` says why, for an owner, as a sentence without its end. */
export class ProviderUnfit extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = "ProviderUnfit";
  }
}

/** Every cause of an error, the error first: openid-client wraps what the connection or our own check threw. */
export function causesOf(error: unknown): unknown[] {
  const causes: unknown[] = [];
  for (let one = error; one instanceof Error && causes.length < 5; one = one.cause) causes.push(one);
  return causes;
}

const CODES: Record<string, string> = {
  ENOTFOUND: "The name of the identity provider can't be found",
  EAI_AGAIN: "The name of the identity provider can't be found at the moment",
  ECONNREFUSED: "The identity provider refuses connections",
  ECONNRESET: "The identity provider cut the connection",
  UND_ERR_SOCKET: "The identity provider cut the connection",
  OAUTH_TIMEOUT: "The identity provider did not answer in time",
  OAUTH_RESPONSE_IS_NOT_CONFORM: "There is no OpenID Connect discovery document at this address",
  OAUTH_RESPONSE_IS_NOT_JSON: "There is no OpenID Connect discovery document at this address",
  OAUTH_PARSE_ERROR: "The discovery document is no JSON",
  OAUTH_INVALID_RESPONSE: "The discovery document is not complete",
  OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED: "The discovery document is that of another issuer",
};

/** An error's own text may repeat what the other side sent, so only its code is used. */
function faultWords(error: unknown): string {
  const causes = causesOf(error);
  const refused = causes.find((one) => one instanceof AddressRefused);
  if (refused instanceof AddressRefused) return refused.message;
  const proxy = causes.find((one) => one instanceof ProxyFailed);
  if (proxy instanceof ProxyFailed) return `No connection to the identity provider: ${proxy.message}`;
  const codes = causes.map(errorCode).filter((code) => code !== null && /^[A-Z0-9_]{1,60}$/.test(code));
  const known = codes.map((code) => CODES[code ?? ""]).find((words) => words !== undefined);
  if (known) return known;
  const certificate = codes.find((code) => code && /CERT|SIGNATURE|_TLS_|SSL/.test(code));
  if (certificate) return `The certificate of the identity provider is not trusted (${certificate})`;
  return "The identity provider can't be reached, or its answer makes no sense";
}

interface Client {
  issuer: string;
  clientId: string;
  clientSecret: string;
}

/** @throws ProviderUnfit for a provider that lacks what a sign-in needs */
function checkMetadata(config: Configuration, issuer: string): void {
  const server = config.serverMetadata();
  // The library lets Microsoft's shared addresses stand for any tenant; then anybody's directory could sign people in.
  if (new URL(server.issuer).href !== new URL(issuer).href)
    throw new ProviderUnfit(
      "The provider's issuer is another one than this address. An address that stands for many companies, such as /common/, can't be used: give that of your own tenant",
    );
  const shared = sharedIssuerFault(new URL(server.issuer));
  if (shared !== null) throw new ProviderUnfit(`The issuer ${shared}`);
  const { authorization_endpoint, token_endpoint, jwks_uri } = server;
  for (const [name, address] of Object.entries({ authorization_endpoint, token_endpoint, jwks_uri })) {
    if (!address || !URL.canParse(address))
      throw new ProviderUnfit(`The discovery document is not complete: it has no ${name}`);
    // A provider that is reached safely must not lead browsers to a place that isn't.
    if (new URL(address).protocol !== new URL(issuer).protocol)
      throw new ProviderUnfit(`The discovery document's ${name} is not https`);
  }
}

/** Most portals have no identity provider, so the library is loaded with the first sign-in at one: it takes 9 MB. */
export const openid = () => import("openid-client");
type OpenId = Awaited<ReturnType<typeof openid>>;

/** How the portal proves at the token endpoint that it is itself: by the way that the provider takes, which only its document says. */
function clientAuth({ ClientSecretBasic, ClientSecretPost }: OpenId, clientSecret: string): ClientAuth {
  const [basic, post] = [ClientSecretBasic(clientSecret), ClientSecretPost(clientSecret)];
  return (server, ...rest) => {
    // OpenID Connect Discovery 1.0, section 3: where nothing is said, it is client_secret_basic.
    const takes = server.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
    const way = takes.includes("client_secret_basic") ? basic : post;
    way(server, ...rest);
  };
}

/**
 * Asks a provider what it can do, and returns the configuration for signing in there. Signatures of tokens are checked by the
 * provider's keys: the library would rely on the connection alone.
 *
 * @throws ProviderUnfit
 */
export async function discoverProvider({ issuer, clientId, clientSecret }: Client): Promise<Configuration> {
  const library = await openid();
  const plain = issuer.startsWith("http://") ? [library.allowInsecureRequests] : [];
  try {
    const auth = clientAuth(library, clientSecret);
    const config = await library.discovery(new URL(issuer), clientId, undefined, auth, {
      [library.customFetch]: guardedFetch,
      timeout: ANSWER_SECONDS,
      execute: [...plain, library.enableNonRepudiationChecks],
    });
    checkMetadata(config, issuer);
    return config;
  } catch (error) {
    if (error instanceof ProviderUnfit) throw error;
    throw new ProviderUnfit(faultWords(error), error);
  }
}

/** So long a discovery document is believed: a provider that moves an endpoint keeps the former one for longer. */
const LIFETIME_MS = 60 * 60 * 1000;

interface Known {
  /** What it was made of. */
  of: string;
  until: number;
  made: Promise<Configuration>;
}

/** By the provider's id, so that there are only as many as there are providers. */
const known = new Map<string, Known>();

/**
 * Returns the configuration for signing in at a provider, asked for at most once an hour.
 * @throws ProviderUnfit, VaultError
 */
export async function configurationOf(provider: {
  id: string;
  issuer: string;
  clientId: string;
  sealedSecret: string;
}): Promise<Configuration> {
  const { id, issuer, clientId, sealedSecret } = provider;
  const of = [issuer, clientId, sealedSecret].join("\n");
  const cached = known.get(id);
  if (cached && cached.of === of && cached.until > Date.now()) return await cached.made;
  const clientSecret = unseal(sealedSecret, providerSecretBinding(id));
  const made = discoverProvider({ issuer, clientId, clientSecret });
  known.set(id, { of, until: Date.now() + LIFETIME_MS, made });
  made.catch(() => {
    if (known.get(id)?.made === made) known.delete(id);
  });
  return await made;
}
