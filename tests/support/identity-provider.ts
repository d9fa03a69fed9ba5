import { createSign, generateKeyPairSync, type KeyObject } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { Provider } from "oidc-provider";
import type { TestAuthority } from "./https-receiver";

/** A person at the identity provider. */
export interface ProviderPerson {
  sub: string;
  email?: string;
  email_verified?: boolean;
  name?: string;
  /** The domain of their company, where everybody in the world has an account. */
  hd?: string;
  groups?: string[];
}

/** What is wrong with the next identity token; each breaks one rule of OpenID Connect, but for those that only say more, or another time. */
export type TokenFault =
  | "wrong audience"
  | "other authorized party"
  | "expired"
  | "other issuer"
  | "no nonce"
  | "other nonce"
  | "other key"
  | "unsigned"
  | "two factors"
  | "no time of asking"
  | "asked an hour ago";

/** A real identity provider on loopback, whose people sign in without a password. */
export interface IdentityProvider {
  issuer: string;
  port: number;
  clientId: string;
  clientSecret: string;
  /** Adds a person, or changes what the provider says of one. */
  setPerson: (person: ProviderPerson) => void;
  /** Signs this person in wherever a page would ask. Null: the page asks, with a button for each person. */
  signInAs: (sub: string | null) => void;
  /** Spoils the tokens that are handed out from now on; null: they are right again. */
  spoil: (fault: TokenFault | null) => void;
  /** The end of a session there, by the portal's request: how often. */
  signOuts: () => number;
  close: () => Promise<void>;
}

const CLIENT_ID = "switchboard";
const CLIENT_SECRET = "the-secret-of-switchboard";

function newKey() {
  return generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
}

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

function signed(header: object, claims: object, key: KeyObject): string {
  const content = `${encoded(header)}.${encoded(claims)}`;
  return `${content}.${createSign("RSA-SHA256").update(content).sign(key, "base64url")}`;
}

const anyObject = (text: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(text, "base64url").toString("utf8"));

/** Makes the same token anew with one fault, signed as it should be unless that is the fault. */
function spoilt(token: string, fault: TokenFault, key: KeyObject): string {
  const [head = "", body = ""] = token.split(".");
  const header = anyObject(head);
  const claims = anyObject(body);
  const hourAgo = Math.floor(Date.now() / 1000) - 3600;
  if (fault === "wrong audience") claims.aud = "another-application";
  if (fault === "other authorized party")
    Object.assign(claims, { aud: [CLIENT_ID, "another-application"], azp: "another-application" });
  if (fault === "expired") Object.assign(claims, { iat: hourAgo - 60, exp: hourAgo });
  if (fault === "other issuer") claims.iss = "https://another-issuer.example";
  if (fault === "no nonce") delete claims.nonce;
  if (fault === "other nonce") claims.nonce = "the-nonce-of-another-sign-in";
  if (fault === "no time of asking") delete claims.auth_time;
  if (fault === "asked an hour ago") claims.auth_time = hourAgo;
  if (fault === "two factors") claims.amr = ["pwd", "mfa", "otp"];
  if (fault === "unsigned") return `${encoded({ ...header, alg: "none" })}.${encoded(claims)}.`;
  return signed(header, claims, fault === "other key" ? newKey() : key);
}

const page = (body: string) =>
  `<!doctype html><html lang="en"><title>Identity provider</title><main><h1>Identity provider</h1>${body}</main></html>`;

interface ProviderOptions {
  /** Whether the token says all about a person, or only the user-info endpoint. */
  claimsInToken?: boolean;
  /** Another issuer than this machine, with the certificate for its name: it is reached through a proxy. */
  known?: { issuer: string; authority: TestAuthority };
}

export async function openIdentityProvider(options: ProviderOptions = {}): Promise<IdentityProvider> {
  const { claimsInToken = false, known } = options;
  const server = known ? createHttpsServer(known.authority) : createServer();
  await new Promise<void>((settle) => server.listen(0, "127.0.0.1", settle));
  const { port } = server.address() as AddressInfo;
  const issuer = known?.issuer ?? `http://127.0.0.1:${port}`;
  const key = newKey();
  const people = new Map<string, ProviderPerson>();
  let who: string | null = null;
  let fault: TokenFault | null = null;
  let signOuts = 0;

  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT_ID,
        client_secret: CLIENT_SECRET,
        // Which addresses may be used is decided below: the portal makes them only when it knows the provider.
        redirect_uris: ["https://portal.example/callback"],
      },
    ],
    jwks: { keys: [{ ...key.export({ format: "jwk" }), kid: "first", alg: "RS256", use: "sig" }] },
    cookies: { keys: ["a key of a test"] },
    // It would remind us of each that is left out.
    ttl: {
      Interaction: 600,
      Grant: 600,
      Session: 600,
      AccessToken: 600,
      IdToken: 600,
      AuthorizationCode: 60,
    },
    conformIdTokenClaims: !claimsInToken,
    claims: {
      openid: ["sub", "hd"],
      email: ["email", "email_verified"],
      profile: ["name"],
      groups: ["groups"],
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        logoutSource: (context, form) => {
          context.body = page(
            `${form}<button type="submit" form="op.logoutForm" name="logout" value="yes">Sign out here</button>`,
          );
        },
      },
    },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, sub) => ({
      accountId: sub,
      claims: async () => ({ ...(people.get(sub) ?? {}), sub }),
    }),
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({
        clientId: oidc.client?.clientId ?? "",
        accountId: oidc.session?.accountId ?? "",
      });
      grant.addOIDCScope("openid email profile groups");
      await grant.save();
      return grant;
    },
  });
  Reflect.set(provider.Client.prototype, "redirectUriAllowed", (uri: string) =>
    /^http:\/\/[^/]+\/api\/sign-in\/providers\/[\w-]+\/callback$/.test(uri),
  );
  Reflect.set(provider.Client.prototype, "postLogoutRedirectUriAllowed", (uri: string) =>
    /^http:\/\/[^/]+\/sign-in$/.test(uri),
  );
  provider.use(async (context, next) => {
    await next();
    const token: unknown =
      context.body && typeof context.body === "object" ? Reflect.get(context.body, "id_token") : null;
    if (fault !== null && typeof token === "string")
      context.body = { ...context.body, id_token: spoilt(token, fault, key) };
  });
  provider.on("end_session.success", () => {
    signOuts += 1;
  });

  async function interact(request: IncomingMessage, response: ServerResponse, sub: string | null) {
    if (sub === "") {
      const result = { error: "access_denied", error_description: "They went away" };
      return await provider.interactionFinished(request, response, result, {
        mergeWithLastSubmission: false,
      });
    }
    if (sub !== null) {
      const result = { login: { accountId: sub } };
      return await provider.interactionFinished(request, response, result, {
        mergeWithLastSubmission: false,
      });
    }
    const choices = [...people.values()].map(
      ({ sub: value, name = value }) =>
        `<p><button name="sub" value="${value}">Continue as ${name}</button></p>`,
    );
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(page(`<form>${choices.join("")}<p><button name="sub" value="">Cancel</button></p></form>`));
  }

  const handle = provider.callback();
  server.on("request", (request, response) => {
    const url = new URL(request.url ?? "/", issuer);
    if (!url.pathname.startsWith("/interaction/")) return void handle(request, response);
    interact(request, response, url.searchParams.get("sub") ?? who).catch((error: unknown) => {
      response.statusCode = 500;
      response.end(String(error));
    });
  });

  return {
    issuer,
    port,
    clientId: CLIENT_ID,
    clientSecret: CLIENT_SECRET,
    setPerson: (person) => people.set(person.sub, person),
    signInAs: (sub) => {
      who = sub;
    },
    spoil: (next) => {
      fault = next;
    },
    signOuts: () => signOuts,
    close: async () => {
      server.closeAllConnections();
      await new Promise((settle) => server.close(settle));
    },
  };
}
