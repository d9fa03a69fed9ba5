import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { HttpClient } from "./http-client";

let known: Promise<string> | null = null;

async function listen(): Promise<string> {
  const server = createServer((_, response) => {
    const body = {
      issuer,
      authorization_endpoint: `${issuer}/auth`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/keys`,
      response_types_supported: ["code"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["RS256"],
    };
    response.setHeader("content-type", "application/json").end(JSON.stringify(body));
  });
  await new Promise<void>((settle) => server.listen(0, "127.0.0.1", settle));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // It lives as long as the test that asked for it.
  server.unref();
  return issuer;
}

/** Returns an issuer on loopback that says what it could do, and can do nothing: one for each process of tests. */
export function discoverableIssuer(): Promise<string> {
  known ??= listen();
  return known;
}

let clients = 0;

/**
 * Registers such an identity provider at a portal that runs, with a domain that waits for its proof.
 * @returns its id
 */
export async function addDiscoverable(owner: HttpClient): Promise<string> {
  const body = {
    name: "Acme",
    issuer: await discoverableIssuer(),
    clientId: `client-${++clients}`,
    clientSecret: "secret",
    domains: [`acme-${process.pid}-${clients}.example`],
    groupsClaim: "groups",
  };
  const { status, json, text } = await owner.call<{ id: string }>("POST", "/api/sign-in-providers", { body });
  if (status !== 201) throw new Error(`adding an identity provider: ${status} ${text}`);
  return json.id;
}
