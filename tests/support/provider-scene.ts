import { database } from "@/lib/db/client";
import { sessionCookie } from "@/lib/identity/session-token";
import { type IdentityProvider, openIdentityProvider, type ProviderPerson } from "./identity-provider";
import { type NameServer, openNameServer } from "./name-server";
import { openPortal, PASSWORD, type TestPortal } from "./open-portal";
import type { PortalAnswer } from "./portal-client";
import { Visitor } from "./provider-visitor";

/** A portal, two identity providers and a name server. */
export interface ProviderScene {
  portal: TestPortal;
  idp: IdentityProvider;
  /** Another company's. */
  other: IdentityProvider;
  names: NameServer;
  /** Registers an identity provider, proves its domains, and switches it on. */
  register: (idp: IdentityProvider, options?: RegisterOptions) => Promise<RegisteredProvider>;
  /** Adds a person with a password and a certain address. */
  addPerson: (name: string, email: string) => Promise<{ id: string; email: string }>;
  /** Adds a person of a domain of their own at Acme, whom Acme knows, too. */
  acmePerson: (name: string, options?: AcmeOptions) => Promise<AcmePerson>;
  /** Signs somebody in at a provider, and follows them to where they come to rest. */
  arrive: (start: string, sub: string, visitor?: Visitor, at?: IdentityProvider) => Promise<Arrival>;
  /** Changes a provider's settings as an owner does. */
  change: (provider: RegisteredProvider, body: object) => Promise<PortalAnswer>;
  /** A browser in which somebody is signed in with their password. */
  signedIn: (email: string, password?: string) => Promise<Visitor>;
  /** Forgets all providers, so that the next test begins without any. */
  clear: () => Promise<void>;
  close: () => Promise<void>;
}

interface RegisterOptions {
  name?: string;
  domains?: string[];
  /** Whether the domains' DNS records are there. */
  proven?: boolean;
  joining?: boolean;
  groupsClaim?: string | null;
}

export interface RegisteredProvider {
  id: string;
  path: string;
  /** Where a sign-in begins. */
  start: string;
}

interface AcmeOptions {
  groupsClaim?: string | null;
  /** The groups that Acme puts them in. */
  groups?: string[];
}

export interface AcmePerson {
  id: string;
  email: string;
  domain: string;
  provider: RegisteredProvider;
  /** What Acme says of them. */
  there: ProviderPerson & { email: string };
}

export interface Arrival {
  visitor: Visitor;
  path: string;
  /** Why the sign-in came to nothing; null where it didn't. */
  failed: string | null;
}

/**
 * @param first the first provider, where it is another one than usual
 * @param environment variables that differ from what such scenes usually have
 */
export async function openProviderScene(
  first: Promise<IdentityProvider> = openIdentityProvider(),
  environment: Record<string, string> = {},
): Promise<ProviderScene> {
  const names = await openNameServer();
  const [idp, other, portal] = await Promise.all([
    first,
    openIdentityProvider({ claimsInToken: true }),
    openPortal({
      env: {
        PORTAL_DNS_SERVERS: names.address,
        PORTAL_PROVIDER_PRIVATE_HOSTS: "127.0.0.1",
        ...environment,
      },
    }),
  ]);

  async function mustDo(method: string, path: string, body: object) {
    const answer = await portal.owner.call(method, path, { body });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    return answer.json;
  }

  let people = 0;
  const scene: ProviderScene = {
    portal,
    idp,
    other,
    names,
    register: async (at, options = {}) => {
      const { name = "Acme", domains = [], proven = true, joining = false, groupsClaim = null } = options;
      const { issuer, clientId, clientSecret } = at;
      const scopes = groupsClaim === null ? "openid email profile" : "openid email profile groups";
      const body = { name, issuer, clientId, clientSecret, scopes, groupsClaim, domains };
      const made = await mustDo("POST", "/api/sign-in-providers", body);
      const path = `/api/sign-in-providers/${made.id}`;
      for (const { domain, record } of proven ? made.domains : []) {
        names.setTexts(record.name, ["v=something-else", record.value]);
        await mustDo("POST", `${path}/domain-checks`, { domain });
      }
      await mustDo("PATCH", path, { enabled: true, joining });
      return { id: made.id, path, start: `/api/sign-in/providers/${made.id}?callbackUrl=/account` };
    },
    addPerson: async (name, email) => {
      const { userId } = await portal.addPerson(name);
      const id = userId ?? "";
      await database().user.update({ where: { id }, data: { email } });
      return { id, email };
    },
    acmePerson: async (name, { groupsClaim = null, groups = [] } = {}) => {
      const domain = `${name.toLowerCase()}-${++people}.example`;
      const provider = await scene.register(idp, { domains: [domain], groupsClaim });
      const person = await scene.addPerson(name, `me@${domain}`);
      const there = { sub: `sub-of-${name}`, email: person.email, email_verified: true, groups };
      idp.setPerson(there);
      return { ...person, domain, provider, there };
    },
    arrive: async (start, sub, visitor = new Visitor(), at = idp) => {
      at.signInAs(sub);
      const rest = await visitor.go(start);
      return { visitor, path: rest.url.pathname, failed: rest.url.searchParams.get("failed") };
    },
    change: ({ path }, body) => portal.owner.call("PATCH", path, { body }),
    signedIn: async (email, password = PASSWORD) => {
      const { sessionId } = await portal.signIn(email, password);
      const visitor = new Visitor();
      visitor.take(await sessionCookie(sessionId));
      return visitor;
    },
    clear: async () => {
      for (const one of [idp, other]) {
        one.spoil(null);
        one.signInAs(null);
      }
      const { json } = await portal.owner.get("/api/sign-in-providers");
      for (const { id } of json.items) {
        const gone = await portal.owner.call("DELETE", `/api/sign-in-providers/${id}`);
        if (gone.status !== 204) throw new Error(gone.text);
      }
    },
    close: async () => {
      await portal.close();
      await Promise.all([idp.close(), other.close(), names.close()]);
    },
  };
  return scene;
}
