import { randomUUID } from "node:crypto";
import { database } from "@/lib/db/client";
import { connectDirectory } from "@/lib/providers/directory/connection";
import { USUAL_SCOPES } from "@/lib/providers/rules";
import { providerSecretBinding, seal } from "@/lib/vault/vault";
import { discoverableIssuer } from "./discoverable-issuer";
import { PortalClient } from "./portal-client";

let clients = 0;

/** An identity provider that can be reached, and is switched on. @param domain one that is proven for it */
export async function newProvider({ name = "Acme", domain }: { name?: string; domain?: string } = {}) {
  const id = randomUUID();
  const row = { name, issuer: await discoverableIssuer(), clientId: `client-${process.pid}-${++clients}` };
  const sealedSecret = seal("secret", providerSecretBinding(id));
  const proven = { token: "t", provenAt: new Date(), checkedAt: new Date() };
  return await database().signInProvider.create({
    data: {
      ...{ ...row, id, sealedSecret, secretHint: "", scopes: USUAL_SCOPES, enabled: true },
      ...(domain === undefined ? {} : { domains: { create: [{ domain, ...proven }] } }),
    },
  });
}

export interface TestDirectory {
  providerId: string;
  /** The domain that is proven for its provider. */
  domain: string;
  /** The client of the directory, which has its token. */
  client: PortalClient;
}

/** The directory of a new identity provider. @param by who connects it */
export async function newDirectory(
  by: Parameters<typeof connectDirectory>[1],
  { name = "Acme" }: { name?: string } = {},
): Promise<TestDirectory> {
  const domain = `directory-${process.pid}-${++clients}.example`;
  const { id: providerId } = await newProvider({ name, domain });
  const token = await connectDirectory(providerId, by);
  return { providerId, domain, client: new PortalClient().withToken(token) };
}
