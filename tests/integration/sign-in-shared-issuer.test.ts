import { ProxyAgent } from "undici";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { type ConnectProxy, openConnectProxy } from "@/tests/support/connect-proxy";
import { makeAuthority, type TestAuthority } from "@/tests/support/https-receiver";
import { openIdentityProvider } from "@/tests/support/identity-provider";
import { openProviderScene, type ProviderScene } from "@/tests/support/provider-scene";
import { Visitor } from "@/tests/support/provider-visitor";

/** Google's issuer, where everybody in the world has an account: a provider of that name behind a proxy. */
const GOOGLE = "https://accounts.google.com";

let authority: TestAuthority;
let proxy: ConnectProxy;
let internet: ProxyAgent;
let scene: ProviderScene;
beforeAll(async () => {
  authority = await makeAuthority([new URL(GOOGLE).hostname]);
  const google = await openIdentityProvider({ claimsInToken: true, known: { issuer: GOOGLE, authority } });
  proxy = await openConnectProxy(google.port);
  internet = new ProxyAgent({ uri: proxy.url, requestTls: { ca: authority.cert } });
  scene = await openProviderScene(Promise.resolve(google), {
    HTTPS_PROXY: proxy.url,
    PORTAL_CA_FILE: authority.file,
    PORTAL_PROVIDER_PRIVATE_HOSTS: `127.0.0.1,${new URL(GOOGLE).hostname}`,
  });
});
afterEach(() => scene.clear());
afterAll(async () => {
  await scene.close();
  await internet.close();
  await proxy.close();
  await authority.remove();
});

let people = 0;

/** Somebody with a verified address of a proven domain, and an account at Google of the company that `hd` names. */
async function atGoogle(hd: (domain: string) => string | undefined) {
  const domain = `google-${++people}.example`;
  const provider = await scene.register(scene.idp, { domains: [domain] });
  const person = await scene.addPerson("Gina Google", `gina@${domain}`);
  const sub = `sub-of-gina-${people}`;
  const say = (company: string | undefined) =>
    scene.idp.setPerson({
      ...{ sub, email: person.email, email_verified: true },
      ...(company === undefined ? {} : { hd: company }),
    });
  say(hd(domain));
  scene.idp.signInAs(sub);
  const go = async (visitor: Visitor, address: string) => {
    visitor.dispatcher = internet;
    const { url } = await visitor.go(address);
    return { visitor, failed: url.searchParams.get("failed") };
  };
  return { ...person, domain, provider, say, go };
}

const identities = () => database().externalIdentity.count();

describe("a sign-in at an issuer where everybody has an account", () => {
  it("lets in an account of a company whose domain is proven, also when it is written otherwise", async () => {
    const { provider, id, go } = await atGoogle((domain) => domain.toUpperCase());
    const { visitor, failed } = await go(new Visitor(), provider.start);
    expect(failed).toBeNull();
    expect((await visitor.call("GET", "/api/me")).json.user.id).toBe(id);
    const asked = visitor.visited.find(({ origin }) => origin === GOOGLE);
    expect(asked?.searchParams.get("hd")).toBe("*");
  });

  it.each<[string, (domain: string) => string | undefined]>([
    ["of nobody's company, though its address is verified and its domain proven", () => undefined],
    ["of another company", () => "elsewhere.example"],
    ["of a domain below the proven one", (domain) => `sub.${domain}`],
    ["of a text that is no domain", () => ""],
  ])("refuses an account %s", async (_, hd) => {
    const { provider, go } = await atGoogle(hd);
    expect((await go(new Visitor(), provider.start)).failed).toBe("no_company_account");
    expect(await identities()).toBe(0);
  });

  it("refuses an account that has left the company since the last time", async () => {
    const { provider, say, go } = await atGoogle((domain) => domain);
    expect((await go(new Visitor(), provider.start)).failed).toBeNull();
    say(undefined);
    expect((await go(new Visitor(), provider.start)).failed).toBe("no_company_account");
  });

  it("links no private account either, whoever asks for it", async () => {
    const { provider, email, go } = await atGoogle(() => undefined);
    const visitor = await scene.signedIn(email);
    const { json } = await visitor.call("POST", `/api/me/identities/${provider.id}`);
    expect((await go(visitor, json.url)).failed).toBe("no_company_account");
    expect(await identities()).toBe(0);
  });
});

it("an issuer that is one company's needs to say nothing of companies", async () => {
  const domain = `one-${++people}.example`;
  const { start } = await scene.register(scene.other, { domains: [domain], joining: true });
  scene.other.setPerson({
    sub: "one",
    email: `one@${domain}`,
    email_verified: true,
    hd: "elsewhere.example",
  });
  scene.other.signInAs("one");
  expect((await new Visitor().go(start)).url.searchParams.get("failed")).toBeNull();
});
