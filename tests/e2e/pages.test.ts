import { randomUUID } from "node:crypto";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { withOwnAddress } from "@/tests/support/add-person";
import {
  findBarriers,
  openContext,
  sidewaysOverflow,
  takeSession,
  watchComplaints,
} from "@/tests/support/browser";
import { addDiscoverable } from "@/tests/support/discoverable-issuer";
import { expectNoBarriers } from "@/tests/support/dresses";
import { type EditorScene, openEditorScene } from "@/tests/support/editor-scene";
import type { HttpClient } from "@/tests/support/http-client";
import { startCopy } from "@/tests/support/start-copy";

/** Every page in every dress: no barriers, nothing to scroll sideways, no complaint of the browser. */
let scene: EditorScene;
let owner: HttpClient;
let workspace: string;
let paths: Record<
  "invitation" | "job" | "copy" | "receipt" | "callFlow" | "messageFlow" | "person" | "leaver" | "provider",
  string
>;

beforeAll(async () => {
  scene = await openEditorScene();
  owner = await scene.portal.signedIn();
  workspace = `/${scene.slugs.dental}`;
  const { json } = await owner.call<{ id: string; inviteUrl: string }>("POST", "/api/users", {
    body: withOwnAddress({ name: "Nia Invited", email: "nia@example.com" }),
  });
  const leaver = await owner.call<{ id: string }>("POST", "/api/users", {
    body: withOwnAddress({ name: "Leo Leaver", email: "leo@example.com" }),
  });
  await owner.call("PATCH", `/api/users/${leaver.json.id}`, { body: { disabled: true } });
  await owner.call("POST", "/api/groups", {
    body: {
      name: "Clinics",
      workspaces: [scene.slugs.dental],
      members: [{ userId: json.id, role: "viewer" }],
    },
  });
  paths = {
    provider: `/security/providers/${await addDiscoverable(owner)}`,
    person: `/people/${json.id}`,
    leaver: `/people/${leaver.json.id}`,
    invitation: new URL(json.inviteUrl).pathname + new URL(json.inviteUrl).hash,
    callFlow: await editFirstFlow(scene.maya, "call-flows"),
    messageFlow: await editFirstFlow(scene.maya, "message-flows"),
    job: await startJob(scene.maya),
    copy: await copyOfFirstFlow(owner),
    receipt: `/copies/${await startCopy(owner, scene.slugs.dental, scene.slugs.home)}`,
  };
});
afterAll(() => scene?.close());

/** Makes an edit, so that there is a difference to show. */
async function editFirstFlow(client: HttpClient, segment: string): Promise<string> {
  const list = await client.call<{ items: { id: string }[] }>(
    "GET",
    `/api/workspaces${workspace}/${segment}?sort=name`,
  );
  const path = `${workspace}/${segment}/${list.json.items[0]?.id}`;
  const { headers } = await client.call("GET", `/api/workspaces${path}`);
  const sent = { "if-match": headers.etag, "idempotency-key": randomUUID(), "x-change-reason": "Season" };
  const body = { description: "For the summer season, until the end of September" };
  const answer = await client.call("PATCH", `/api/workspaces${path}`, { body, headers: sent });
  expect(answer.status).toBe(200);
  return path;
}

/** Starts a job of which one flow is left alone, since its state is another one, and waits for its end. */
async function startJob(client: HttpClient): Promise<string> {
  const { json } = await client.call<{ items: { id: string; etag: string | null }[] }>(
    "GET",
    `/api/workspaces${workspace}/call-flows?sort=name&limit=3`,
  );
  const items = json.items.map(({ id, etag }) => ({
    ...{ workspace: scene.slugs.dental, kind: "call_flow", id, ifMatch: etag ?? '"none"' },
  }));
  const started = await client.call<{ id: string }>("POST", "/api/jobs", {
    body: { type: "patch_flows", items, patch: { isActive: false } },
    headers: { "idempotency-key": randomUUID(), "x-change-reason": "Season" },
  });
  expect(started.status).toBe(202);
  const ended = async () => {
    const { json: job } = await client.call<{ state: string }>("GET", `/api/jobs/${started.json.id}`);
    expect(job.state).toBe("done");
  };
  await vi.waitFor(ended, { timeout: 30_000, interval: 200 });
  return `/jobs/${started.json.id}`;
}

/** The page that copies the first call flow, to the other workspace. */
async function copyOfFirstFlow(client: HttpClient): Promise<string> {
  const { json } = await client.call<{ items: { id: string }[] }>(
    "GET",
    `/api/workspaces${workspace}/call-flows?sort=name&limit=1`,
  );
  return `/copy?from=${scene.slugs.dental}&kind=call_flow&ids=${json.items[0]?.id}&to=${scene.slugs.home}`;
}

/** Goes on by the key that every step has, until a heading is there. */
const goToStep = (heading: string) => async (page: Page) => {
  await page.keyboard.press("Control+Enter");
  await page.getByRole("heading", { level: 2, name: heading }).waitFor();
};

const openFirst = (list: string) => async (page: Page) => {
  await page.locator(`${list} summary`).first().click();
};
const openMenu = async (page: Page) => {
  await page
    .getByRole("button", { name: "Open menu" })
    .or(page.getByRole("button", { name: "Switch workspace" }))
    .first()
    .click();
  await page.getByRole("dialog").waitFor();
};

/** Makes a draft of roles, so that the bar to save it is there. */
const chooseRole = async (page: Page) => {
  await page
    .getByRole("combobox", { name: /^Role in/ })
    .first()
    .selectOption("admin");
  await page.getByRole("button", { name: "Save roles" }).waitFor();
};

/** Opens a dialog by its button, and maybe another one in it or a menu before it. */
const press =
  (...names: (string | RegExp)[]) =>
  async (page: Page) => {
    for (const name of names)
      await page.getByRole("button", { name }).or(page.getByRole("menuitem", { name })).first().click();
    await page.getByRole("dialog").waitFor();
  };

/** Fills the list of an import in, and waits for what is said of it. */
const previewImport = (list: string, table: string) => async (page: Page) => {
  await page.getByLabel("CSV").fill(list);
  await page.getByRole("button", { name: "Preview" }).click();
  await page.getByRole("table", { name: table }).waitFor();
};

/** Brings in a flow that lacks something, one whose name is there, and a file that is none. */
const bringIn = async (page: Page) => {
  const file = (name: string, document: unknown) => ({
    ...{ name, mimeType: "application/json" },
    buffer: Buffer.from(JSON.stringify(document)),
  });
  const headers = { "X-Key": "" };
  const flow = {
    direction: "inbound",
    promptType: "simple",
    prompt: "Hello",
    agent: { id: "x", name: "Mia" },
  };
  const webhooks = [{ name: "Book", url: "https://example.com/book", headers }];
  await page
    .getByLabel("Choose files of flows")
    .setInputFiles([
      file("new.json", { ...flow, name: "From a file", webhooks }),
      file("odd.json", { hello: 1 }),
    ]);
  await page.getByRole("listitem", { name: "From a file" }).waitFor();
  await page.getByText("1 file was left out").waitFor();
};

/** Changes a setting as somebody whose last proof is too old, which the portal is made to say. */
const askForProof = async (page: Page) => {
  const refused = { status: 403, json: { title: "Confirm that it is you", code: "not_fresh" } };
  await page.route("**/api/portal-settings", (route) => route.fulfill(refused), { times: 1 });
  await page.getByLabel("Sessions of one person at a time").fill("19");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("dialog", { name: "Confirm that it is you" }).waitFor();
};

const findText = (text: string) => async (page: Page) => {
  await page.getByLabel("Find", { exact: true }).fill(text);
  const found = page.getByRole("button", { name: /^Preview/, disabled: false });
  await found.or(page.getByText("No flow has this text")).waitFor();
};

const searchFor = (words: string, found: "results" | "nothing") => async (page: Page) => {
  await page.getByRole("searchbox").fill(words);
  await (found === "results"
    ? page.getByRole("list", { name: "Flows that match" })
    : page.getByRole("heading", { name: /^No flow matches/ })
  ).waitFor();
};

const findFlows = async (page: Page) => {
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Go to" }).fill("call");
  await page.getByRole("group", { name: "Flows", exact: true }).getByRole("option").first().waitFor();
};

interface Visit {
  name: string;
  path: () => string;
  heading: string | RegExp;
  signedOut?: boolean;
  /** Opens something on the page before it is checked. */
  unfold?: (page: Page) => Promise<void>;
  /** Opens other states of the page one after the other, which are checked as well: cheaper than visits of their own. */
  states?: Record<string, (page: Page) => Promise<void>>;
}

const VISITS: Visit[] = [
  {
    name: "sign-in",
    path: () => "/sign-in",
    heading: "Sign in",
    signedOut: true,
    unfold: async (page) => {
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
      await page.getByText("Type your password").waitFor();
    },
  },
  { name: "invitation", path: () => paths.invitation, heading: /^Welcome/, signedOut: true },
  {
    name: "spent invitation",
    path: () => "/invite#/none",
    heading: "This invitation no longer works",
    signedOut: true,
  },
  { name: "forgotten password", path: () => "/forgot-password", heading: /^Forgot/, signedOut: true },
  {
    name: "spent link for a new password",
    path: () => "/reset-password#/none",
    heading: "This link no longer works",
    signedOut: true,
  },
  { name: "workspaces", path: () => "/", heading: "Workspaces" },
  { name: "activity", path: () => "/activity", heading: "Activity" },
  { name: "jobs", path: () => "/jobs", heading: "Jobs" },
  { name: "job", path: () => paths.job, heading: "Deactivate flows" },
  { name: "copies", path: () => "/copies", heading: "Copies" },
  { name: "receipt of a copy", path: () => paths.receipt, heading: "Copy to 1 workspace" },
  {
    name: "copy to workspaces",
    path: () => paths.copy,
    heading: "Copy to workspaces",
    states: {
      matching: async (page) => {
        await goToStep("What it becomes there")(page);
        await page.getByRole("button", { name: /^Next: preview/, disabled: false }).waitFor();
      },
      preview: async (page) => {
        await goToStep("What will be sent")(page);
        await page
          .getByRole("list", { name: /^Flows to/ })
          .getByRole("button")
          .first()
          .click();
      },
    },
  },
  { name: "notices", path: () => "/notices", heading: "Notices" },
  { name: "rules for notices", path: () => "/account/notices", heading: "Rules for notices" },
  { name: "new workspace", path: () => "/workspaces/new", heading: "Add workspace" },
  { name: "background reading", path: () => "/workspaces/background", heading: "Background reading" },
  { name: "call flows", path: () => `${workspace}/call-flows`, heading: "Call flows" },
  {
    name: "call flows, none found",
    path: () => `${workspace}/call-flows?q=nothing-has-this-name`,
    heading: "Call flows",
  },
  {
    name: "call flows by folder, all selected",
    path: () => `${workspace}/call-flows?group=folder&isActive=true`,
    heading: "Call flows",
    unfold: async (page) => {
      await page.getByRole("checkbox", { name: "Select all flows on this page" }).check();
      await page.getByRole("region", { name: "Selected flows" }).waitFor();
    },
    states: { views: press("Save view") },
  },
  { name: "menu", path: () => `${workspace}/call-flows`, heading: "Call flows", unfold: openMenu },
  { name: "new call flow", path: () => `${workspace}/call-flows/new`, heading: "New call flow" },
  {
    name: "flows from files",
    path: () => `${workspace}/import`,
    heading: "Bring in flows",
    states: { "what they would be": bringIn },
  },
  { name: "call flow", path: () => paths.callFlow, heading: /./ },
  {
    name: "call flow's history",
    path: () => `${paths.callFlow}?tab=history`,
    heading: /./,
    unfold: openFirst("[role=tabpanel][data-state=active]"),
  },
  { name: "message flows", path: () => `${workspace}/message-flows`, heading: "Message flows" },
  { name: "new message flow", path: () => `${workspace}/message-flows/new`, heading: "New message flow" },
  { name: "message flow", path: () => paths.messageFlow, heading: /./ },
  { name: "audit log", path: () => `${workspace}/audit`, heading: "Audit log", unfold: openFirst("main") },
  { name: "settings", path: () => `${workspace}/settings`, heading: "Settings" },
  {
    name: "people",
    path: () => "/people",
    heading: "People",
    states: {
      "an act on a person": press("Actions for Leo Leaver", "Enable"),
      "an invitation of several people": async (page) => {
        await page.keyboard.press("Escape");
        await press("Invite people")(page);
        await page.getByLabel("E-mail addresses").fill("nia@example.com, nobody@nowhere");
        await page.getByRole("button", { name: "Invite 2 people" }).click();
        await page.getByText("nobody@nowhere is not an e-mail address").waitFor();
      },
    },
  },
  { name: "people, none found", path: () => "/people?q=nobody-has-this-name", heading: "People" },
  { name: "person", path: () => paths.person, heading: /./, unfold: chooseRole },
  {
    name: "person who has left",
    path: () => paths.leaver,
    heading: /./,
    states: { "the end of a name": press("Pseudonymise") },
  },
  {
    name: "import of people",
    path: () => "/people/import",
    heading: "Import people",
    unfold: previewImport("email,role\nnobody,boss", "Faults of the list"),
    states: { "a preview": previewImport("email\nnadia@example.com", "What the import does") },
  },
  {
    name: "groups",
    path: () => "/groups",
    heading: "Groups",
    states: { "a group": press("Edit Clinics") },
  },
  {
    name: "access review",
    path: () => "/people/access-review",
    heading: "Access review",
    states: { "its sign-off": press("Sign off") },
  },
  {
    name: "sign-in settings",
    path: () => "/security",
    heading: "Sign-in",
    states: { "a proof of who one is": askForProof },
  },
  {
    name: "identity providers",
    path: () => "/security/providers",
    heading: "Identity providers",
    states: { "a new one": press("Add identity provider") },
  },
  {
    name: "identity provider",
    path: () => paths.provider,
    heading: "Acme",
    unfold: async (page) => {
      await page.getByRole("button", { name: "Add group" }).click();
      await page.getByLabel("Group", { exact: true }).fill("support");
      await page.getByRole("button", { name: "Show what changes" }).click();
      await page.getByText("Nobody's role changes now").waitFor();
    },
  },
  {
    name: "search",
    path: () => "/search",
    heading: "Search",
    states: {
      results: searchFor("call", "results"),
      "nothing found": searchFor("nothing-has-this-word", "nothing"),
      "the palette with flows": findFlows,
    },
  },
  {
    name: "find and replace",
    path: () => "/replace",
    heading: "Find and replace",
    states: {
      hits: findText("call"),
      "nothing found": findText("nothing-has-this-text"),
      "what isn't searched": openFirst("main"),
      "the preview": async (page) => {
        await findText("call")(page);
        await page.keyboard.press("Control+Enter");
        await page.getByRole("dialog").getByLabel("Reason").waitFor();
      },
    },
  },
  {
    name: "account",
    path: () => "/account",
    heading: "Your account",
    states: { "a new token": press("New token") },
  },
  { name: "portal audit", path: () => "/audit", heading: "Portal audit", unfold: openFirst("main") },
  {
    name: "missing page",
    path: () => `${workspace}/call-flows/676f00000000000000000000`,
    heading: "There is nothing here",
  },
];

async function settle(page: Page, { path, heading, unfold }: Visit): Promise<void> {
  await page.goto(path());
  await page.getByRole("heading", { level: 1, name: heading }).waitFor();
  // Controls that wait for the page's script are faint for a moment, which would count as a lack of contrast.
  await expect.poll(() => page.locator("[data-waking]").count()).toBe(0);
  await unfold?.(page);
}

test("the checks themselves notice a barrier and something that is too wide", async () => {
  const page = await (await openContext(scene.browser, scene.portal.url)).newPage();
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").evaluate((field) => {
    field.removeAttribute("id");
    field.style.width = "3000px";
  });
  expect(await findBarriers(page)).toEqual([expect.stringContaining("label")]);
  expect(await sidewaysOverflow(page)).toBeGreaterThan(1000);
  await page.context().close();
});

describe("every page", () => {
  let signedIn: Page;
  let signedOut: Page;
  const complaints: string[][] = [];

  beforeAll(async () => {
    const [inside, outside] = [
      await openContext(scene.browser, scene.portal.url),
      await openContext(scene.browser, scene.portal.url),
    ];
    await takeSession(inside, owner);
    [signedIn, signedOut] = [await inside.newPage(), await outside.newPage()];
    complaints.push(watchComplaints(signedIn), watchComplaints(signedOut));
  });
  afterAll(async () => {
    await signedIn.context().close();
    await signedOut.context().close();
  });

  test.each(VISITS)("$name: no barriers, and it fits its window", async (visit) => {
    const page = visit.signedOut ? signedOut : signedIn;
    await page.setViewportSize({ width: 1280, height: 800 });
    await settle(page, visit);
    await expectNoBarriers(page);
    for (const [state, open] of Object.entries(visit.states ?? {})) {
      await page.setViewportSize({ width: 1280, height: 800 });
      await open(page);
      await expectNoBarriers(page, state);
    }
  });

  test("the menu on a phone: no barriers, and it fits its window", async () => {
    await signedIn.setViewportSize({ width: 390, height: 844 });
    await settle(signedIn, { name: "menu", path: () => "/", heading: "Workspaces", unfold: openMenu });
    for (const colorScheme of ["light", "dark"] as const) {
      await signedIn.emulateMedia({ colorScheme });
      expect(await findBarriers(signedIn), colorScheme).toEqual([]);
      expect(await sidewaysOverflow(signedIn), colorScheme).toBe(0);
    }
  });

  test("the browser complained about nothing but what is missing, and the refusal that was made up", () => {
    const known = /status of (404 .*(676f0{20}|\/preview \()|403 .*\/api\/portal-settings)/;
    const rest = complaints.flat().filter((line) => !known.test(line));
    expect(rest).toEqual([]);
  });
});
