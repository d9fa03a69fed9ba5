import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { MAYA } from "@/tests/support/add-person";
import { closeContexts, openContext, sharedBrowser, signInByForm } from "@/tests/support/browser";
import { HttpClient } from "@/tests/support/http-client";
import { linkIn, type MailReceiver, openMailReceiver } from "@/tests/support/mail-receiver";
import { askSandbox } from "@/tests/support/sandbox-control";
import { OWNER, type Portal, startPortal, temporaryDataDir } from "@/tests/support/start-portal";

/** An owner and a new person, each in a browser: invitation, forgotten password, membership, keys, sessions. */
let folder: Awaited<ReturnType<typeof temporaryDataDir>>;
let portal: Portal;
let browser: Browser;
let owner: Page;
let maya: Page;
let mayaContext: BrowserContext;
let inviteUrl: string;
let receiver: MailReceiver;

beforeAll(async () => {
  folder = await temporaryDataDir();
  receiver = await openMailReceiver();
  const mail = { SMTP_URL: `smtp://127.0.0.1:${receiver.port}`, MAIL_FROM: "portal@example.com" };
  [portal, browser] = await Promise.all([startPortal(folder.path, mail), sharedBrowser()]);
  owner = await (await openContext(browser, portal.url)).newPage();
  await signInByForm(owner, OWNER.email, OWNER.password);
  mayaContext = await openContext(browser, portal.url);
  maya = await mayaContext.newPage();
});
afterAll(async () => {
  await closeContexts(browser);
  await portal?.stop();
  await receiver.goDown();
  await folder.remove();
});

const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { level: 1, name });
/** A workspace among those of the first page. */
const workspaceLink = (page: Page, name: string) =>
  page.getByRole("table", { name: "Workspaces" }).getByRole("link", { name, exact: true });
const nothingHere = (page: Page) => heading(page, "There is nothing here").waitFor();
async function setPassword(page: Page, password: string, repeated: string): Promise<void> {
  await page.getByLabel("New password").fill(password);
  await page.getByLabel("Repeat it").fill(repeated);
  await page.getByRole("button", { name: "Set password and sign in" }).click();
}

test("a wrong password is refused without saying which half was wrong, and the address stays", async () => {
  await maya.goto("/sign-in");
  await maya.getByLabel("E-mail").fill(MAYA.email);
  await maya.getByLabel("Password", { exact: true }).fill("not the password");
  await maya.getByRole("button", { name: "Sign in" }).click();
  await maya.getByRole("alert").getByText("The e-mail address or the password is not right").waitFor();
  expect(await maya.getByLabel("E-mail").inputValue()).toBe(MAYA.email);
});

test("the first owner is asked for a name, and is known by it from then on", async () => {
  await owner.goto("/");
  const question = owner.getByRole("region", { name: "What is your name?" });
  await question.getByLabel("Name").fill("Olivia Hart");
  await question.getByRole("button", { name: "Save" }).click();
  await question.waitFor({ state: "hidden" });
  await owner.getByRole("complementary", { name: "Sidebar" }).getByText("Olivia Hart").waitFor();
  await owner.goto("/audit");
  await owner.getByText("changed their name to Olivia Hart").first().waitFor();
});

test("somebody changes their own password, and the browser that they use stays signed in", async () => {
  await owner.goto("/account");
  await owner.getByLabel("Present password").fill("not the password");
  await owner.getByLabel("New password").fill(OWNER.password);
  await owner.getByLabel("Repeat it").fill(OWNER.password);
  await owner.getByRole("button", { name: "Change password" }).click();
  await owner.getByText("This is not your present password").waitFor();
  await owner.getByLabel("Present password").fill(OWNER.password);
  await owner.getByRole("button", { name: "Change password" }).click();
  await owner.getByText("Your password is changed").waitFor();
  await owner.reload();
  await heading(owner, "Your account").waitFor();
});

test("an owner invites a person, who gets a mail with the link that the owner sees", async () => {
  await owner.goto("/people");
  await owner.getByRole("button", { name: "Invite people" }).click();
  const dialog = owner.getByRole("dialog");
  await dialog.getByLabel("E-mail addresses").fill(`${MAYA.name} <${MAYA.email}>`);
  await dialog.getByRole("button", { name: "Invite", exact: true }).click();
  await owner.getByRole("heading", { name: "1 person is invited" }).waitFor();
  inviteUrl = await owner.getByLabel(`Invitation link for ${MAYA.name}`).inputValue();
  expect(inviteUrl).toMatch(new RegExp(`^${portal.url}/invite/`));
  await dialog.getByText(`A mail is on its way to ${MAYA.email}`).waitFor();
  const mail = await receiver.arrived(MAYA.email, /invited/);
  expect(new URL(linkIn(mail)).hash.split("/").at(-1)).toBe(inviteUrl.split("/").at(-1));
  await dialog.getByRole("button", { name: "Done" }).click();
  await owner.getByRole("row", { name: /Maya Lindqvist.*Invited/ }).waitFor();
});

test("with the link the person chooses a password, and two that differ are refused", async () => {
  await maya.goto(inviteUrl);
  await heading(maya, `Welcome, ${MAYA.name}`).waitFor();
  await setPassword(maya, MAYA.password, `${MAYA.password}!`);
  await maya.getByText("The two are not the same").waitFor();
  await setPassword(maya, MAYA.password, MAYA.password);
  await heading(maya, "Workspaces").waitFor();
  await maya.getByRole("heading", { name: "No workspace yet" }).waitFor();
});

test("the link works once", async () => {
  const context = await openContext(browser, portal.url);
  const page = await context.newPage();
  await page.goto(inviteUrl);
  await heading(page, "This invitation no longer works").waitFor();
  const token = inviteUrl.split("/").at(-1);
  const body = { token, password: "somebody else's choice" };
  const answer = await new HttpClient(portal.url).call("POST", "/api/invitations", { body });
  expect(answer.status).toBeGreaterThanOrEqual(400);
  await context.close();
});

test("somebody who forgot their password gets a link by mail, chooses a new one, and is signed in", async () => {
  const page = await (await openContext(browser, portal.url)).newPage();
  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await heading(page, "Forgot your password?").waitFor();
  await page.getByLabel("E-mail").fill(MAYA.email);
  await page.getByRole("button", { name: "Send me a link" }).click();
  await page.getByRole("status").getByText("a link is on its way").waitFor();
  const { pathname, hash } = new URL(linkIn(await receiver.arrived(MAYA.email, /new password/)));
  const answer = await page.goto(pathname + hash);
  expect(answer?.headers()).toMatchObject({
    "referrer-policy": "no-referrer",
    "cache-control": expect.stringContaining("no-store"),
  });
  await heading(page, "Choose a new password").waitFor();
  await setPassword(page, MAYA.password, MAYA.password);
  await heading(page, "Workspaces").waitFor();
  await page.getByText("A new password was set for you").waitFor();
  await page.goto(pathname + hash);
  await heading(page, "This link no longer works").waitFor();
  // A link of an earlier version, which had its token in the path, leads to the same page.
  await page.goto(`${pathname}/none`);
  await page.waitForURL(`${portal.url}${pathname}#/none`);
  // Her other browser is signed out.
  await maya.goto("/");
  await maya.waitForURL(/\/sign-in/);
  await signInByForm(maya, MAYA.email, MAYA.password);
  await maya.evaluate(() => fetch("/api/sessions?others=1", { method: "DELETE" }));
  await page.context().close();
});

test("a member sees their own workspace and no trace of the others", async () => {
  await owner.goto("/harbour-dental/settings");
  await owner.getByLabel("E-mail").fill(MAYA.email);
  await owner.getByLabel("Role", { exact: true }).selectOption("viewer");
  await owner.getByRole("button", { name: "Add member" }).click();
  await owner.getByRole("combobox", { name: `Role of ${MAYA.name}` }).waitFor();

  await maya.goto("/");
  await workspaceLink(maya, "Harbour Dental").waitFor();
  expect(await maya.content()).not.toContain("Northwind");
  expect(await maya.getByRole("link", { name: /Add workspace|People|Portal audit/ }).count()).toBe(0);
  for (const path of ["/northwind-home-services/call-flows", "/people", "/audit", "/workspaces/new"]) {
    await maya.goto(path);
    await nothingHere(maya);
  }
});

test("a viewer is offered no change, and one that is sent anyway is refused", async () => {
  await maya.goto("/harbour-dental/settings");
  await heading(maya, "Settings").waitFor();
  expect(await maya.getByRole("button", { name: /Replace|Save|Add member|Remove|Check now/ }).count()).toBe(
    0,
  );
  const refused = await maya.evaluate(async () => {
    const response = await fetch("/api/workspaces/harbour-dental", {
      method: "PATCH",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ name: "Mine" }),
    });
    return { status: response.status, body: await response.json() };
  });
  expect(refused).toMatchObject({ status: 403, body: { code: "not_allowed" } });
});

test("a new role counts from the next click", async () => {
  await maya.goto("/harbour-dental/call-flows");
  await owner.getByRole("combobox", { name: `Role of ${MAYA.name}` }).selectOption("editor");
  await owner.getByText(`${MAYA.name}: editor from now on`).waitFor();
  await maya.reload();
  await maya.getByRole("link", { name: "New call flow" }).waitFor();
});

test("a person who is removed from a workspace is out at the next click", async () => {
  await owner.getByRole("button", { name: `Remove ${MAYA.name}` }).click();
  await owner.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
  await owner.getByRole("alertdialog").waitFor({ state: "detached" });
  await maya.getByRole("link", { name: "Audit log" }).first().click();
  await nothingHere(maya);
});

test("a refused API key changes nothing; a good one replaces the old one and is never shown", async () => {
  await askSandbox(portal.controlUrl, "POST", "/tenants", {
    key: "tk_replacement_canary_0000000000wxyz",
    workspaceId: "6764d172953253138a3a7001",
  });
  await owner.goto("/harbour-dental/settings");
  const before = await owner.getByText(/^ends in/).textContent();
  const replace = async (key: string) => {
    await owner.getByRole("dialog").getByLabel("New API key").fill(key);
    await owner.getByRole("dialog").getByRole("button", { name: "Replace key" }).click();
  };
  await owner.getByRole("button", { name: "Replace" }).click();
  await replace("tk_nobody_knows_this_key");
  await expect
    .poll(() => owner.getByRole("dialog").textContent())
    .toMatch(/refused|did not accept|not accept/i);
  expect(await owner.getByText(/^ends in/).textContent()).toBe(before);
  await replace("tk_replacement_canary_0000000000wxyz");
  await owner.getByText("API key replaced").waitFor();
  await owner
    .getByText(/^ends in/)
    .getByText("wxyz")
    .waitFor();
  for (const path of ["/harbour-dental/settings", "/harbour-dental/audit"]) {
    await owner.goto(path);
    expect(await owner.content()).not.toContain("replacement_canary");
  }
});

test("a person ends their session in another browser from the account page", async () => {
  const second = await (await openContext(browser, portal.url)).newPage();
  await signInByForm(second, MAYA.email, MAYA.password);
  await maya.goto("/account");
  await heading(maya, "Your account").waitFor();
  await maya.getByRole("button", { name: /^End the session of/ }).click();
  await maya.getByRole("alertdialog").getByRole("button", { name: "End session" }).click();
  await maya.getByText("Session ended").waitFor();
  await second.goto("/");
  await second.waitForURL(/\/sign-in/);
  await maya.reload();
  await heading(maya, "Your account").waitFor();
  await second.context().close();
});

test("a person gets roles in several workspaces by keyboard, with one save that says what changes", async () => {
  await owner.goto("/people");
  await owner.getByRole("link", { name: MAYA.name }).click();
  await heading(owner, MAYA.name).waitFor();
  for (const name of ["Harbour Dental", "Northwind Home Services"])
    await owner.getByRole("combobox", { name: `Role in ${name}` }).selectOption("viewer");
  await owner.getByText("2 roles change").waitFor();
  await owner.keyboard.press("Control+s");
  await owner.getByText(`The roles of ${MAYA.name} are saved`).waitFor();
  await owner.getByText("in 2 of 2 workspaces").waitFor();
  await maya.goto("/");
  await workspaceLink(maya, "Northwind Home Services").waitFor();
});

test("a disabled person is out everywhere and can't come back", async () => {
  await owner.goto("/people?q=lindqvist");
  await owner.getByRole("button", { name: `Actions for ${MAYA.name}` }).click();
  await owner.getByRole("menuitem", { name: "Disable" }).click();
  await owner.getByRole("dialog").getByRole("button", { name: "Disable" }).click();
  await owner.getByRole("row", { name: /Maya Lindqvist.*Disabled/ }).waitFor();
  await maya.goto("/account");
  await maya.waitForURL(/\/sign-in/);
  const answer = await new HttpClient(portal.url).trySignIn(MAYA.email, MAYA.password);
  expect(answer.status).toBe(401);
});

test("signing out leads to the sign-in page, and going back shows nothing", async () => {
  await owner.goto("/people");
  await owner.getByRole("button", { name: new RegExp(OWNER.email) }).click();
  await owner.getByRole("menuitem", { name: "Sign out" }).click();
  await owner.waitForURL(/\/sign-in/);
  await owner.goBack();
  await owner.waitForURL(/\/sign-in/);
});
