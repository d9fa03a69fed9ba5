import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeContexts, openContext, sharedBrowser, signInByForm } from "@/tests/support/browser";
import type { HttpClient } from "@/tests/support/http-client";
import { type IdentityProvider, openIdentityProvider } from "@/tests/support/identity-provider";
import { type NameServer, openNameServer } from "@/tests/support/name-server";
import { OWNER, type Portal, startPortal, temporaryDataDir } from "@/tests/support/start-portal";

/** A real identity provider, from an owner's first click to a person's sign-out there, in real browsers. */
let folder: Awaited<ReturnType<typeof temporaryDataDir>>;
let portal: Portal;
let browser: Browser;
let idp: IdentityProvider;
let names: NameServer;
let api: HttpClient;
let owner: Page;
let context: BrowserContext;
let page: Page;

const PAULA = {
  sub: "paula",
  email: "paula@acme.example",
  email_verified: true,
  name: "Paula Nowak",
  groups: ["support"],
};

beforeAll(async () => {
  [folder, names, idp] = await Promise.all([temporaryDataDir(), openNameServer(), openIdentityProvider()]);
  const settings = { PORTAL_DNS_SERVERS: names.address, PORTAL_PROVIDER_PRIVATE_HOSTS: "127.0.0.1" };
  [portal, browser] = await Promise.all([startPortal(folder.path, settings), sharedBrowser()]);
  api = await portal.signedIn();
  owner = await (await openContext(browser, portal.url)).newPage();
  await signInByForm(owner, OWNER.email, OWNER.password);
  await newVisitor();
  idp.setPerson(PAULA);
});
afterAll(async () => {
  await closeContexts(browser);
  await portal?.stop();
  await Promise.all([idp?.close(), names?.close(), folder?.remove()]);
});

/** From now on, somebody with a browser that was never here. */
async function newVisitor(): Promise<void> {
  await context?.close();
  context = await openContext(browser, portal.url);
  page = await context.newPage();
}

const heading = (at: Page, name: string | RegExp) => at.getByRole("heading", { level: 1, name });
const section = (name: string) => owner.getByRole("region", { name, exact: true });

/** Goes to the provider by the button of the sign-in page, and signs in there. */
async function signInAtProvider(as = "Paula Nowak"): Promise<void> {
  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Continue with Acme" }).click();
  // The provider remembers who signed in there before, and asks nobody else.
  await page.waitForURL((url) => url.origin !== portal.url || url.pathname !== "/sign-in");
  if (new URL(page.url()).origin === idp.issuer)
    await page.getByRole("button", { name: `Continue as ${as}` }).click();
  await page.waitForURL((url) => url.origin === portal.url && !url.pathname.startsWith("/api/"));
}

const failureOf = (at: Page) => at.getByRole("main").getByRole("alert").first().textContent();

/** Follows the provider until it would send the browser back, and returns the address. */
async function answerOf(start: string): Promise<string> {
  let url = start;
  for (let step = 0; step < 5 && url.startsWith(idp.issuer); step++) {
    const answer = await context.request.get(url, { maxRedirects: 0 });
    url = new URL(answer.headers().location ?? "", url).href;
  }
  return url;
}

test("an owner connects a provider, which is asked at once", async () => {
  await owner.goto("/security");
  await owner.getByRole("link", { name: "Manage" }).click();
  await heading(owner, "Identity providers").waitFor();
  await owner.getByRole("button", { name: "Add identity provider" }).click();
  const dialog = owner.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Acme");
  await dialog.getByLabel("Issuer").fill(`${idp.issuer}/nothing-here`);
  await dialog.getByLabel("Client id").fill(idp.clientId);
  await dialog.getByLabel("Client secret").fill(idp.clientSecret);
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  await dialog.getByText("There is no OpenID Connect discovery document at this address").waitFor();
  await dialog.getByLabel("Issuer").fill(idp.issuer);
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  await heading(owner, "Acme").waitFor();
  await section("Client").getByText("/api/sign-in/providers/").waitFor();
  await owner.getByRole("button", { name: "Switch on" }).click();
  await owner.getByRole("alertdialog").getByRole("button", { name: "Switch on" }).click();
  await section("On").waitFor();
});

test("nobody comes in before the domain is proven", async () => {
  await signInAtProvider();
  expect(await failureOf(page)).toContain("Your e-mail domain is not proven here");
});

test("the owner proves the domain by its DNS record, and lets people join", async () => {
  const domains = section("Domains");
  await domains.getByLabel("Domain").fill("gmail.com");
  await domains.getByRole("button", { name: "Add domain" }).click();
  await domains.getByText("anybody can have an address there").waitFor();
  await domains.getByLabel("Domain").fill("acme.example");
  await domains.getByRole("button", { name: "Add domain" }).click();
  await domains.getByText("Not checked yet").waitFor();
  await domains.getByRole("button", { name: "Check now" }).click();
  await domains.getByText("Record not found").waitFor();
  const [name = "", value = ""] = await domains.locator("code").allInnerTexts();
  names.setTexts(name, [value]);
  await domains.getByRole("button", { name: "Check now" }).click();
  await domains.getByText("Proven", { exact: true }).waitFor();
  const access = section("Who comes this way");
  await access.getByRole("switch", { name: "People join by signing in" }).click();
  await access.getByRole("button", { name: "Save" }).click();
  await owner.getByText("Saved").waitFor();
});

test("the owner says that the provider asks for two factors, and takes it back", async () => {
  const access = section("Who comes this way");
  const asks = access.getByRole("switch", { name: "The provider asks everybody for two factors" });
  const save = access.getByRole("button", { name: "Save" });
  const saved = async () => {
    const { json } = await api.call<{ items: Record<string, unknown>[] }>("GET", "/api/sign-in-providers");
    return json.items[0]?.asksForTwoFactors;
  };
  for (const isOn of [true, false]) {
    // The page may still be drawn anew for what was saved before: no edit is lost by that.
    await asks.click();
    await save.click();
    await expect.poll(saved).toBe(isOn);
    await expect.poll(() => save.isDisabled()).toBe(true);
    expect(await asks.isChecked()).toBe(isOn);
  }
});

test("a person signs in by the button, and joins without any role", async () => {
  await newVisitor();
  await signInAtProvider();
  await heading(page, "Workspaces").waitFor();
  await page.getByRole("heading", { name: "No workspace yet" }).waitFor();
});

test("a group's role is shown before it is given, and counts at once", async () => {
  const groups = section("Groups");
  await groups.getByLabel("Claim with the groups").fill("groups");
  await section("Client").getByLabel("Scopes").fill("openid email profile groups");
  await section("Client").getByRole("button", { name: "Save" }).click();
  await owner.getByText("Saved").first().waitFor();
  // What the provider says of groups is known from the next sign-in on.
  const list = await api.call<{ items: { id: string }[] }>("GET", "/api/sign-in-providers");
  const path = `/api/sign-in-providers/${list.json.items[0]?.id}`;
  await api.call("PATCH", path, { body: { groupsClaim: "groups" } });
  await newVisitor();
  await signInAtProvider();
  await owner.reload();
  await groups.getByRole("button", { name: "Add group" }).click();
  await groups.getByLabel("Group", { exact: true }).fill("support");
  await groups.getByLabel("Role").selectOption("editor");
  await groups.getByRole("button", { name: "Show what changes" }).click();
  await groups.getByRole("row", { name: /Paula Nowak.*no role → Editor/ }).waitFor();
  await groups.getByRole("button", { name: "Save and apply" }).click();
  await owner.getByText("The roles count from now on").waitFor();
  await page.reload();
  await page
    .getByRole("link", { name: /Harbour Dental/ })
    .first()
    .waitFor();
});

test("a group that is left takes its role back at the next sign-in", async () => {
  idp.setPerson({ ...PAULA, groups: [] });
  await newVisitor();
  await signInAtProvider();
  await page.getByRole("heading", { name: "No workspace yet" }).waitFor();
});

test("a token for another application, or past its time, lets nobody in", async () => {
  for (const [fault, words] of [
    ["wrong audience", "meant for another application"],
    ["expired", "has run out"],
  ] as const) {
    idp.spoil(fault);
    await newVisitor();
    await signInAtProvider();
    expect(await failureOf(page)).toContain(words);
  }
  idp.spoil(null);
});

test("an answer that was used already, or that is another provider's, is refused", async () => {
  await newVisitor();
  const callbacks: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/callback?")) callbacks.push(request.url());
  });
  await signInAtProvider();
  await context.clearCookies({ name: /session-token/ });
  await page.goto(callbacks[0] ?? "");
  expect(await failureOf(page)).toContain("That took too long");
  const second = { name: "Other", issuer: idp.issuer, clientId: "other", clientSecret: "another secret" };
  const added = await api.call<{ id: string }>("POST", "/api/sign-in-providers", { body: second });
  const other = added.json.id;
  await api.call("PATCH", `/api/sign-in-providers/${other}`, { body: { enabled: true } });
  await newVisitor();
  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Continue with Acme" }).click();
  await page.waitForURL((url) => url.origin === idp.issuer);
  // Somebody between the two sends the answer of the one to the other.
  const answer = await answerOf(`${page.url()}?sub=${PAULA.sub}`);
  await page.goto(answer.replace(/providers\/[\w-]+/, `providers/${other}`));
  expect(await failureOf(page)).toContain("That took too long");
  await heading(page, "Sign in").waitFor();
  await api.call("DELETE", `/api/sign-in-providers/${other}`);
});

test("an enforced domain leads to the provider, and a break-glass owner still gets in, of which all owners learn", async () => {
  await owner.reload();
  const access = section("Who comes this way");
  await access.getByRole("switch", { name: "acme.example" }).click();
  await access.getByRole("button", { name: "Save" }).click();
  await access.getByRole("alert").getByText("break-glass").waitFor();
  await access.getByRole("switch", { name: /Owner/ }).click();
  await access.getByRole("button", { name: "Save" }).click();
  await section("Domains").getByText("Enforced").waitFor();
  await newVisitor();
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill("somebody@acme.example");
  await page.getByLabel("Password", { exact: true }).fill("any password");
  await page.getByRole("status").getByText("Your company signs in with Acme").waitFor();
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("alert").getByText("Your company signs in with Acme").waitFor();
  await page.getByRole("alert").getByRole("link", { name: "Continue with Acme" }).waitFor();
  await newVisitor();
  await signInByForm(page, OWNER.email, OWNER.password);
  await page.getByText("A break-glass owner signed in").first().waitFor();
});

test("who signs out of the portal signs out at the provider, too", async () => {
  await newVisitor();
  await signInAtProvider();
  await page.getByRole("button", { name: /Paula Nowak/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.waitForURL((url) => url.origin === idp.issuer);
  await page.getByRole("button", { name: "Sign out here" }).click();
  await page.waitForURL((url) => url.origin === portal.url);
  await heading(page, "Sign in").waitFor();
  expect(idp.signOuts()).toBe(1);
});

test("a provider that is switched off signs its people out", async () => {
  await newVisitor();
  await signInAtProvider();
  await heading(page, "Workspaces").waitFor();
  await owner.getByRole("button", { name: "Switch off" }).click();
  await owner.getByRole("alertdialog").getByRole("button", { name: "Switch off" }).click();
  await section("Off").waitFor();
  await page.goto("/account");
  await heading(page, "Sign in").waitFor();
});
