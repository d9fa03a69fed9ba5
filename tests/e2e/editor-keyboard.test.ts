import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { watchComplaints } from "@/tests/support/browser";
import { type EditorScene, openEditorScene } from "@/tests/support/editor-scene";
import { promptEditor, promptText, review } from "@/tests/support/editor-steps";
import { Keyboard } from "@/tests/support/keyboard";
import { askSandbox } from "@/tests/support/sandbox-control";

/** A person who uses no pointer fills in everything that a new call flow can have, and creates it. */
const SECRET = "Bearer typed-with-the-keyboard-only";
const PROMPT = "Greet {{customerName}}, then ask for the reason.";
const TRANSFER = { name: "Desk", phoneNumber: "+14155550111" };

let scene: EditorScene;
let page: Page;
let keys: Keyboard;
let complaints: string[];

beforeAll(async () => {
  scene = await openEditorScene();
  page = scene.page;
  complaints = watchComplaints(page);
  keys = new Keyboard(page);
  await page.goto(`${scene.callFlows}/new`);
  await promptEditor(page);
});
afterAll(() => scene?.close());

const text = (name: string | RegExp) => page.getByRole("textbox", { name, exact: true });
const button = (name: string) => page.getByRole("button", { name, exact: true });
const toggle = (name: string) => page.getByRole("switch", { name, exact: true });
const choice = (name: string | RegExp) => page.getByRole("combobox", { name, exact: true });
const fold = (title: string) => page.locator("summary").filter({ hasText: new RegExp(`^${title}`) });

test("basics: name, description, direction, agent, folder and state", async () => {
  await keys.write(text("Name"), "Keyboard line");
  await keys.write(text(/^Description/), "Typed without a pointer");
  await keys.choose(choice("Direction"), "Outbound");
  await keys.choose(choice(/^Agent/), "Reception (Ava)");
  await keys.choose(choice(/^Folder/), "Campaigns");
  await keys.use(toggle("Active"), "Space");
});

test("a collection of variables, by Enter from row to row", async () => {
  await keys.use(button("Add collection"));
  await keys.arriveAt(text("Name").nth(1));
  await keys.write(text("Name").nth(1), "Callers");
  await keys.write(text("Id"), "callers");
  await keys.use(button("Add variable"));
  await keys.arriveAt(text("Key of variable 1"));
  await keys.type("customerName");
  await keys.press("Enter");
  await keys.arriveAt(text("Value of variable customerName"));
  await keys.type("friend");
  await keys.press("Enter");
  await keys.arriveAt(text("Key of variable 2"));
  await keys.type("city");
  await keys.press("Enter");
  await keys.type("Lisbon");
});

test("the prompt, with a variable that is completed", async () => {
  await keys.goTo(await promptEditor(page), "Shift+Tab");
  await keys.type("Greet {{cust");
  await page
    .getByRole("listbox")
    .getByRole("option", { name: /^customerName/ })
    .waitFor();
  await expect
    .poll(() => page.getByRole("option", { name: /^customerName/ }).getAttribute("aria-selected"))
    .toBe("true");
  await keys.press("Enter");
  await keys.type(", then ask for the reason.");
  expect(await promptText(page)).toBe(PROMPT);
});

test("the welcome in fixed words, after a moment", async () => {
  await keys.choose(choice("Welcome message"), "The agent says a fixed text");
  await keys.write(text("Custom welcome message"), "Good morning, this is Ava.");
  await keys.write(text(/^Welcome message delay/), "2");
});

test("conversation: switches, location, and two reminders by Enter", async () => {
  await keys.use(toggle("Human-like voice and tone"), "Space");
  await keys.use(toggle("Use of prior calls"), "Space");
  await keys.use(toggle("Voice guard"), "Space");
  await keys.write(text(/^Customer location/), "lisbon");
  await keys.use(button("Add reminder"));
  await keys.arriveAt(text("Reminder 1"));
  await keys.type("Are you still there?");
  await keys.press("Enter");
  await keys.arriveAt(text("Reminder 2"));
  await keys.type("I will hang up soon.");
});

test("a knowledge base, found by its name, and a transfer", async () => {
  await keys.write(page.getByRole("searchbox", { name: "Search knowledge bases" }), "fees");
  await keys.use(page.getByRole("checkbox", { name: /^Services and fees/ }), "Space");
  await keys.use(button("Add transfer as JSON"));
  await keys.arriveAt(text("New transfer as JSON"));
  await keys.write(text("New transfer as JSON"), JSON.stringify(TRANSFER));
  await keys.use(button("Add this transfer"));
  await keys.arriveAt(page.getByRole("button", { name: /^Edit as JSON/ }));
});

test("the opt-out of security", async () => {
  await keys.choose(choice("Security opt-out"), "Opt out");
});

test("a webhook with all of its parts", async () => {
  await keys.use(button("Add a webhook"));
  const card = page.getByRole("group", { name: /added, not saved yet$/ });
  const own = (name: string | RegExp) => card.getByRole("textbox", { name, exact: true });
  const add = (name: string) => card.getByRole("button", { name, exact: true });
  await keys.arriveAt(own("Name"));
  await keys.type("Look up");
  await keys.write(own("Address"), "https://hooks.example.com/look-up");
  await keys.choose(card.getByRole("combobox", { name: "Method" }), "PUT");
  await keys.write(own(/^Description/), "Finds the caller");

  await keys.use(fold("Headers"));
  await keys.use(add("Add a header"));
  await keys.arriveAt(own("Header"));
  await keys.type("Authorization");
  await keys.goTo(card.getByLabel("Value", { exact: true }));
  await keys.type(SECRET);

  await keys.use(fold("Variables"));
  await keys.use(add("Add a variable"));
  await keys.arriveAt(own("Variable"));
  await keys.type("phone");
  await keys.write(own("What it is"), "The caller's number");

  await keys.use(fold("Body"));
  await keys.write(own(/^Body/), '{"phone": "{{phone}}"}');

  await keys.use(fold("Response variables"));
  await keys.use(add("Add a response variable"));
  await keys.arriveAt(own("Response variable"));
  await keys.type("customerId");
  await keys.write(own("JSON path"), "$.customer.id");
  await keys.write(own("What it is").nth(1), "Their number here");

  await keys.use(fold("Spoken text and testing"));
  await keys.write(own(/^Spoken text/), "One moment.");
  await keys.use(card.getByRole("switch", { name: "Testing mode" }), "Space");
  await keys.write(own(/^Test response/), '{"customer": {"id": 7}}');
});

test("the two addresses that are notified of calls", async () => {
  await keys.write(text(/^Agent webhook address/), "https://hooks.example.com/agent");
  await keys.write(text(/^Inbound webhook address/), "https://hooks.example.com/inbound");
});

test("a graph of two nodes, connected, as a list", async () => {
  const form = (name: string) => page.getByRole("group", { name, exact: true });
  await keys.use(button("Add node"));
  await keys.arriveAt(form("New node").getByRole("combobox", { name: "Type" }));
  await keys.type("start");
  await keys.press("Enter");
  await keys.goTo(button("List"), "Shift+Tab");
  await keys.press("Enter");
  await keys.goTo(button("Add node"), "Shift+Tab");
  await keys.press("Enter");
  await keys.type("transfer");
  // The new node would be connected to the node before, but this test draws that edge itself.
  await keys.choose(form("New node").getByRole("combobox", { name: "Reached from" }), "No node");
  await keys.use(form("New node").getByRole("button", { name: "Add" }));
  await keys.goTo(button("Connect"), "Shift+Tab");
  await keys.press("Enter");
  const connect = form("New edge");
  const from = connect.getByRole("combobox", { name: "From" });
  const to = connect.getByRole("combobox", { name: "To" });
  await keys.goTo(from);
  await keys.press("ArrowDown");
  await keys.goTo(to);
  await keys.press("ArrowDown", "ArrowDown");
  await keys.write(connect.getByRole("textbox", { name: /^When/ }), "is urgent");
  await keys.use(connect.getByRole("button", { name: "Connect" }));
  await page.getByText("2 nodes, 1 edge", { exact: true }).waitFor();
});

test("the review names the permanent parts, and the flow is created with a reason", async () => {
  await keys.use(button("Create flow"));
  await review(page)
    .getByText(/"Look up" stays for good/)
    .waitFor();
  await keys.write(review(page).getByRole("textbox", { name: /^Reason/ }), "By keyboard");
  await keys.use(review(page).getByRole("button", { name: "Create" }));
  await page.waitForURL(new RegExp(`${scene.callFlows}/[0-9a-f]{24}$`));
  await page.getByRole("heading", { level: 1, name: "Keyboard line" }).waitFor();
});

interface LoggedWrite {
  method: string;
  path: string;
  body: unknown;
}

test("the upstream got every value as it was typed, the secret among them", async () => {
  const { entries } = await askSandbox<{ entries: LoggedWrite[] }>(scene.portal.controlUrl, "GET", "/log");
  const sent = entries.filter(({ method }) => method === "POST");
  expect(sent).toHaveLength(1);
  expect(sent[0]?.body).toMatchObject({
    name: "Keyboard line",
    description: "Typed without a pointer",
    direction: "outbound",
    isActive: false,
    prompt: PROMPT,
    welcomeMessage: "ai_custom",
    customWelcomeMessage: "Good morning, this is Ava.",
    agentWebhookUrl: "https://hooks.example.com/agent",
    inboundWebhookUrl: "https://hooks.example.com/inbound",
    dynamicVariableCollections: [
      {
        id: "callers",
        name: "Callers",
        isDefault: true,
        variables: [
          { key: "customerName", value: "friend" },
          { key: "city", value: "Lisbon" },
        ],
      },
    ],
    webhooks: [
      {
        name: "Look up",
        url: "https://hooks.example.com/look-up",
        method: "PUT",
        description: "Finds the caller",
        headers: { Authorization: SECRET },
        variablesforcallflow: [{ name: "phone", description: "The caller's number" }],
        body: '{"phone": "{{phone}}"}',
        responseVariables: [{ name: "customerId", path: "$.customer.id", description: "Their number here" }],
        textToSpeak: "One moment.",
        isTesting: true,
        testResponse: '{"customer": {"id": 7}}',
      },
    ],
    flowData: {
      nodes: [{ type: "start" }, { type: "transfer" }],
      edges: [{ label: "is urgent" }],
    },
    settings: {
      enableHumanLikeVoiceAndTone: true,
      utilizePriorCallsContext: true,
      welcomeMessageDelay: 2,
      customerLocation: "lisbon",
      transfers: [TRANSFER],
      callSettings: {
        trilletVoiceGuard: false,
        reminderMessages: ["Are you still there?", "I will hang up soon."],
      },
      security: { securityOptOut: true },
    },
  });
});

interface Shown {
  agent: string;
  folderId: string;
  settings: { knowledgeBases: string[] };
  flowData: { nodes: { id: string }[]; edges: { source: string; target: string }[] };
  webhooks: { headers: unknown }[];
}

test("the portal shows the flow by names, ids and paths, but not the secret", async () => {
  const api = `/api/workspaces${scene.callFlows}`;
  const { json, text: answer } = await scene.maya.call<Shown>(
    "GET",
    `${api}/${page.url().split("/").at(-1)}`,
  );
  const named = async (list: string, id: string | undefined) => {
    const found = await scene.maya.call<{ items: { id: string; name: string }[] }>(
      "GET",
      `/api/workspaces/${scene.slugs.dental}/${list}`,
    );
    return found.json.items.find((item) => item.id === id)?.name;
  };
  expect(await named("agents?kind=call", json.agent)).toBe("Reception (Ava)");
  expect(await named("folders", json.folderId)).toBe("Campaigns");
  expect(json.settings.knowledgeBases).toHaveLength(1);
  expect(await named("knowledge-bases", json.settings.knowledgeBases[0])).toBe("Services and fees");
  const [first, second] = json.flowData.nodes;
  expect(json.flowData.edges).toMatchObject([{ source: first?.id, target: second?.id }]);
  expect(json.webhooks[0]?.headers).toMatchObject([{ name: "Authorization" }]);
  expect(answer).not.toContain(SECRET);
  expect(await page.content()).not.toContain(SECRET);
});

test("none of it made the browser complain", () => {
  expect(complaints).toEqual([]);
});
