import { randomUUID } from "node:crypto";
import type { Browser, Page } from "playwright-core";
import { sealedPlace } from "@/components/device/draft-places";
import { draftText } from "@/components/flows/drafts/draft";
import { bytesOf, seal } from "@/components/flows/drafts/sealed-text";
import { callFlowValues } from "@/components/flows/form/call-flow-form";
import { openContext, takeSession } from "@/tests/support/browser";
import type { HttpClient } from "@/tests/support/http-client";
import type { Portal } from "@/tests/support/start-portal";
import { measureGraphInteraction } from "./graph-interaction";
import { largeGraph } from "./large-graph";
import { measurePromptTyping } from "./prompt-typing";
import type { Interaction } from "./report";

const PROMPT_BYTES = 200_000;
const NODES = 300;

/** Prose of the given length with variables in it, some of which no collection defines. */
function longPrompt(): string {
  const line =
    "Ask {{firstName}} for the wanted time, offer {{slots}} or {{unknownSlot}}, and listen to the answer.\n";
  return line.repeat(Math.ceil(PROMPT_BYTES / line.length)).slice(0, PROMPT_BYTES);
}

async function makeLongFlow(client: HttpClient, workspace: string): Promise<string> {
  const variables = ["firstName", "slots"].map((key) => ({ key, value: "" }));
  const { status, json } = await client.call("POST", `/api/workspaces/${workspace}/call-flows`, {
    headers: { "idempotency-key": randomUUID() },
    body: {
      name: "A very long prompt",
      direction: "outbound",
      promptType: "simple",
      prompt: longPrompt(),
      isActive: false,
      dynamicVariableCollections: [{ id: "c1", name: "Names", variables }],
    },
  });
  if (status !== 201) throw new Error(`the long flow was answered with ${status}`);
  return (json as { id: string }).id;
}

/** Puts the cursor into the middle of the text. */
async function focusMiddle(page: Page): Promise<void> {
  const text = page.getByRole("textbox", { name: /^Prompt/ }).and(page.locator(".cm-content"));
  await text.waitFor();
  await text.evaluate((content) => {
    const scroller = content.closest(".cm-scroller");
    if (scroller) scroller.scrollTop = scroller.scrollHeight / 2;
  });
  await page.locator(".cm-line").nth(3).click();
}

/** The form of a new flow, with a large graph as a draft of it would bring it back. */
async function openLargeGraph(page: Page, client: HttpClient, url: string, workspace: string): Promise<void> {
  const { json } = await client.call<{ userId: string; key: string }>("GET", "/api/me/draft-key");
  const key = await crypto.subtle.importKey("raw", bytesOf(json.key), "AES-GCM", false, ["encrypt"]);
  const base = callFlowValues(null);
  const { nodes, edges } = largeGraph(NODES);
  const values = { ...base, name: "A large graph", flowData: { nodes, edges } };
  const savedAt = new Date().toISOString();
  const place = await sealedPlace({ userId: json.userId, flow: `${workspace}.call-flows.new` });
  const entry = await seal(key, place, savedAt, draftText({ savedAt, etag: null, base, values }));
  await page.addInitScript(([name, text]) => localStorage.setItem(name, text), [place, entry] as const);
  await page.goto(`${url}/${workspace}/call-flows/new`);
  await page.locator("#section-graph").scrollIntoViewIfNeeded();
  const picture = page.locator(".react-flow");
  await picture.locator(".react-flow__node").first().waitFor();
  await picture.evaluate((box) => box.scrollIntoView({ block: "center" }));
}

/** Measures typing in a prompt of 200 kB, and working on a graph of 300 nodes. */
export async function measureInteractions(
  browser: Browser,
  portal: Portal,
  client: HttpClient,
  workspace: string,
): Promise<Interaction[]> {
  const id = await makeLongFlow(client, workspace);
  const context = await openContext(browser, portal.url);
  try {
    await takeSession(context, client);
    const editor = await context.newPage();
    await editor.goto(`/${workspace}/call-flows/${id}`);
    await focusMiddle(editor);
    const typing = await measurePromptTyping(editor);
    await editor.close({ runBeforeUnload: false });
    const graph = await context.newPage();
    await graph.setViewportSize({ width: 1280, height: 1200 });
    await openLargeGraph(graph, client, portal.url, workspace);
    const drawn = await measureGraphInteraction(graph);
    return [
      { name: "Prompt of 200 kB: a key", ms: typing },
      ...drawn.map(({ name, ms }) => ({ name: `Graph of ${NODES} nodes: ${name}`, ms })),
    ];
  } finally {
    await context.close();
  }
}
