import { TOTP } from "otpauth";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addPerson, MAYA, type Person, TOM, withOwnAddress } from "@/tests/support/add-person";
import { closeContexts, openContext, sharedBrowser, signInByForm } from "@/tests/support/browser";
import { expectNoBarriers } from "@/tests/support/dresses";
import type { HttpClient } from "@/tests/support/http-client";
import { ownWorkspaces, sharedPortal } from "@/tests/support/shared-portal";

/** A person with an app, recovery codes and passkeys in Chromium, whose virtual authenticator stands for a phone's. */
let base: string;
let browser: Browser;
let owner: HttpClient;
let slug: string;
const maya: Person = withOwnAddress(MAYA);
const tom: Person = withOwnAddress(TOM);
let context: BrowserContext;
let page: Page;
let secret: string;
let recoveryCodes: string[];

beforeAll(async () => {
  const portal = await sharedPortal();
  owner = await portal.signedIn();
  slug = (await ownWorkspaces(portal, owner)).dental;
  for (const person of [maya, tom]) await addPerson(owner, person, { [slug]: "editor" });
  // Browsers keep passkeys for names, and not for numbers.
  base = portal.url.replace("127.0.0.1", "localhost");
  browser = await sharedBrowser();
  context = await openContext(browser, base);
  page = await context.newPage();
});
afterAll(() => closeContexts(browser));

const heading = (name: string | RegExp) => page.getByRole("heading", { level: 1, name });
const codeOf = (steps: number) => new TOTP({ secret }).generate({ timestamp: Date.now() + steps * 30_000 });

/** Gives the page a security key of the device, which checks its person by itself. */
async function plugIn(where: Page): Promise<void> {
  const session = await where.context().newCDPSession(where);
  await session.send("WebAuthn.enable");
  await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

/** Types the password of a person whose account has a second factor. */
async function typePassword({ email, password }: Person): Promise<void> {
  await context.clearCookies();
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

async function sendRecoveryCode(which: number): Promise<void> {
  await typePassword(maya);
  await page.getByRole("button", { name: "Use a recovery code" }).click();
  await page.getByLabel("Recovery code").fill(recoveryCodes[which] ?? "");
  await page.getByRole("button", { name: "Continue" }).click();
}

async function expectSignedIn(): Promise<void> {
  await page.waitForURL((url) => url.pathname !== "/sign-in");
  await page.goto("/account");
  await heading("Your account").waitFor();
}

test("an authenticator app is set up with its secret and a code, and recovery codes are shown", async () => {
  await signInByForm(page, maya.email, maya.password);
  await page.goto("/account");
  await page.getByRole("button", { name: "Set up" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("img", { name: /QR code/ }).waitFor();
  await expectNoBarriers(page);
  secret = ((await dialog.locator("code").textContent()) ?? "").replaceAll(/\s/g, "");
  await dialog.getByLabel("Code", { exact: true }).fill(codeOf(0));
  await dialog.getByRole("button", { name: "Turn on" }).click();
  await page.getByRole("heading", { name: "Your recovery codes" }).waitFor();
  await expectNoBarriers(page);
  recoveryCodes = await page.getByRole("dialog").getByRole("listitem").allTextContents();
  expect(new Set(recoveryCodes).size).toBe(10);
  await page.getByRole("button", { name: "I have put them aside" }).click();
  await page.getByText("10 of 10 left").waitFor();
});

test("the right password then asks for a code, and the code lets in once", async () => {
  await typePassword(maya);
  await heading("Two-step sign-in").waitFor();
  await expectNoBarriers(page);
  expect(await context.cookies()).not.toContainEqual(
    expect.objectContaining({ name: "next-auth.session-token" }),
  );
  const code = codeOf(1);
  await page.getByLabel("Code", { exact: true }).fill(code);
  await page.getByRole("button", { name: "Continue" }).click();
  await expectSignedIn();
  await typePassword(maya);
  await page.getByLabel("Code", { exact: true }).fill(code);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByText("This code is wrong, or was used already").waitFor();
});

test("a recovery code lets in once, and its person is told", async () => {
  await sendRecoveryCode(0);
  await expectSignedIn();
  await page.getByText("9 of 10 left").waitFor();
  await page.getByText("A recovery code was used").waitFor();
  await sendRecoveryCode(0);
  await page.getByText("This code is wrong, or was used already").waitFor();
});

test("a passkey is added, and signs in alone and as a second step", async () => {
  await plugIn(page);
  await sendRecoveryCode(1);
  await expectSignedIn();
  await page.getByRole("button", { name: "Add passkey" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("My phone");
  await dialog.getByRole("button", { name: "Add passkey" }).click();
  const passkeys = page.getByRole("region", { name: "Passkeys" });
  await passkeys.getByText("My phone").waitFor();
  await passkeys.getByText("not used yet").waitFor();
  await expectNoBarriers(page);

  await context.clearCookies();
  await page.goto("/sign-in?callbackUrl=/account");
  await expectNoBarriers(page);
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await page.waitForURL((url) => url.pathname === "/account");
  await passkeys.getByText("last used").waitFor();

  await typePassword(maya);
  // The first step has a button of this name, too.
  await heading("Two-step sign-in").waitFor();
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await page.getByRole("button", { name: "Use your passkey" }).click();
  await expectSignedIn();
});

test("a passkey that was removed lets nobody in any more", async () => {
  const passkeys = page.getByRole("region", { name: "Passkeys" });
  await passkeys.getByRole("button", { name: "Remove the passkey My phone" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
  await passkeys.getByText("You have none yet.").waitFor();
  await context.clearCookies();
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await page.getByRole("alert").getByText("This passkey opens no account here").waitFor();
});

test("who needs a second factor is led to setting one up, and then to where they were going", async () => {
  const body = { requireSecondFactor: true };
  expect((await owner.call("PATCH", `/api/workspaces/${slug}`, { body })).status).toBe(200);
  const own = await openContext(browser, base);
  const other = await own.newPage();
  await plugIn(other);
  await signInByForm(other, tom.email, tom.password);
  await other.goto(`/${slug}/message-flows`);
  await other.getByRole("heading", { level: 1, name: "Set up a second factor" }).waitFor();
  await expectNoBarriers(other);
  await other.getByRole("button", { name: "Passkey" }).click();
  await other.getByRole("button", { name: "Add passkey" }).click();
  await other.getByRole("heading", { name: "Your recovery codes" }).waitFor();
  await other.getByRole("button", { name: "I have put them aside" }).click();
  await other.getByRole("heading", { level: 1, name: "Message flows" }).waitFor();
  await own.close();
});
