import { render, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { BlockedCode } from "@/lib/flows/transfer/blocked";
import type { TransferItemView, TransferPreview } from "@/lib/transfers/preview-transfer";
import { router } from "@/tests/support/address-bar";
import { answeringPortal, refusal, type Sent } from "@/tests/support/answering-portal";
import { mapAnswer, plannedDetail, plannedItem, preview, SCENE, target } from "@/tests/support/copy-example";
import type { MapAnswer } from "../words/transfer-shapes";
import type { CopyWorkspace } from "./copy-choices";
import { CopyPage } from "./copy-page";

let planned: (sent: Sent) => TransferPreview;
let maps: Record<string, MapAnswer>;
let saves: (sent: Sent) => Response;
let starts: (sent: Sent) => Response;
let requests: Sent[];

const mapOf = (path: string) => maps[path.split("/")[3] ?? ""] ?? mapAnswer();

function answer(sent: Sent): Response {
  const { method, path } = sent;
  if (path === "/api/transfers/preview") return Response.json(planned(sent));
  if (path === "/api/transfers") return starts(sent);
  if (path.includes("/maps/")) return method === "PUT" ? saves(sent) : Response.json(mapOf(path));
  return Response.json({ items: [] });
}

beforeEach(() => {
  planned = () => preview([plannedItem()]);
  maps = {};
  saves = ({ path, body }) =>
    Response.json({ ...mapOf(path), ...(body as object), version: mapOf(path).version + 1 });
  starts = () => Response.json({ id: "t1" }, { status: 202 });
  requests = answeringPortal(answer);
  router.push.mockClear();
});
afterEach(() => vi.unstubAllGlobals());

const METRO = target("metro", "Metro Towing");

function show(workspaces: readonly CopyWorkspace[] = [METRO], to: readonly string[] = ["metro"]) {
  render(<CopyPage scene={SCENE} workspaces={workspaces} to={to} />);
}

const press = (name: string | RegExp) => userEvent.click(screen.getByRole("button", { name }));
const next = async (name: RegExp) =>
  userEvent.click(await screen.findByRole("button", { name }, { timeout: 3_000 }));
const isOff = (name: RegExp) => screen.getByRole<HTMLButtonElement>("button", { name }).disabled;
const COPY = /^(Copy \d|Finish)/;
/** The present value of a select. */
const shownIn = (name: RegExp) => screen.getByRole<HTMLSelectElement>("combobox", { name }).value;
const isChosen = (name: string) => screen.getByRole<HTMLInputElement>("radio", { name }).checked;
const sentTo = (path: string) => requests.filter((one) => one.path === path);

/** Passes the matching over: the flows name nothing that had to be matched. */
async function goToPreview() {
  await next(/^Next: preview/);
  await screen.findByRole("list", { name: "Flows to Metro Towing" });
  await waitFor(() => expect(screen.getByRole("status").textContent).not.toBe("Working it out"));
}

const AVA = { id: "a1", name: "Ava" };
const IRIS = { id: "b1", name: "Iris" };
const reference = (how: "open" | "map") => ({
  ...{ path: "/agent", kind: "call_agent" as const, from: AVA, how },
  ...(how === "open" ? { to: null, why: "No agent of this name is known there" } : { to: IRIS, why: null }),
});
const OPEN = plannedItem({ detail: plannedDetail({ references: [reference("open")] }) });
const METRO_MAP = mapAnswer({
  source: { ...mapAnswer().source, call_agent: [AVA] },
  target: { ...mapAnswer().target, call_agent: [IRIS] },
});

it("somebody without another workspace to write in is not offered any", () => {
  show([], []);
  screen.getByRole("heading", { name: "No workspace to copy to" });
  expect(requests).toEqual([]);
});

it("without a chosen workspace there is no way on", async () => {
  show([METRO], []);
  expect(isOff(/^Next/)).toBe(true);
  await userEvent.click(screen.getByRole("checkbox", { name: "Copy to Metro Towing" }));
  screen.getByText("1 flow to 1 workspace");
  expect(isOff(/^Next/)).toBe(false);
});

it("the workspaces of the last copy are chosen by one press, and each shows what is left of its budget", async () => {
  const all = [
    { ...METRO, usedLast: true, budget: { limit: 60, left: 8 } },
    { ...target("city", "City Spa"), budget: { limit: 60, left: 0 } },
    { ...target("acme", "Acme"), usedLast: true },
  ];
  show(all, ["city"]);
  const budget = (name: string) => screen.getByRole("row", { name: new RegExp(name) }).textContent;
  expect([budget("Metro Towing"), budget("City Spa")].map((row) => row?.match(/\d+ of 60/)?.[0])).toEqual([
    "8 of 60",
    "0 of 60",
  ]);
  expect(budget("Acme")).toContain("not known");
  // What is chosen comes into view.
  await userEvent.type(screen.getByRole("searchbox", { name: "Find a workspace" }), "city");
  const again = screen.getByRole("button", { name: "Same as last time 2" });
  expect(again.getAttribute("aria-pressed")).toBe("false");
  await userEvent.click(again);
  const chosen = screen.getAllByRole<HTMLInputElement>("checkbox", { name: /^Copy to/ });
  expect(chosen.map(({ checked }) => checked)).toEqual([true, false, true]);
  expect(again.getAttribute("aria-pressed")).toBe("true");
});

it("without an earlier copy there is nothing to repeat", () => {
  show([METRO], []);
  expect(screen.queryByRole("button", { name: /^Same as last time/ })).toBeNull();
});

it("what nobody has matched is open, and what is chosen for it is saved before the preview", async () => {
  planned = () => preview([OPEN]);
  maps = { metro: METRO_MAP };
  show();
  await next(/^Next: matching/);
  const cell = await screen.findByRole("combobox", { name: "Ava in Metro Towing" });
  expect(cell.getAttribute("aria-invalid")).toBe("true");
  screen.getByText("1 thing left to match, for Metro Towing");
  await userEvent.selectOptions(cell, "Iris");
  screen.getByText("Everything is matched");
  await press(/^Next: preview/);
  await screen.findByRole("heading", { name: "What will be sent" });
  const [saved] = requests.filter(({ method }) => method === "PUT");
  expect(saved?.path).toBe("/api/workspaces/metro/maps/harbour");
  expect(saved?.body).toMatchObject({
    version: 0,
    references: [{ kind: "call_agent", from: AVA, to: IRIS }],
  });
});

it("what has the same name on both sides is matched by it, and saved as seen", async () => {
  planned = () => preview([OPEN]);
  const ava = { id: "b2", name: "Ava" };
  maps = { metro: { ...METRO_MAP, target: { ...METRO_MAP.target, call_agent: [IRIS, ava] } } };
  show();
  await next(/^Next: matching/);
  await screen.findByRole("combobox", { name: "Ava in Metro Towing" });
  expect(shownIn(/^Ava/)).toBe("id:b2");
  await press(/^Next: preview/);
  await screen.findByRole("heading", { name: "What will be sent" });
  const [saved] = requests.filter(({ method }) => method === "PUT");
  expect(saved?.body).toMatchObject({ references: [{ from: AVA, to: ava }] });
});

it("where somebody else has saved the matching meanwhile, its target is named, and nothing goes on", async () => {
  planned = () => preview([OPEN]);
  maps = { metro: METRO_MAP };
  saves = () => refusal(412, { code: "stale" });
  show();
  await next(/^Next: matching/);
  await userEvent.selectOptions(
    await screen.findByRole("combobox", { name: "Ava in Metro Towing" }),
    "Leave empty",
  );
  await press(/^Next: preview/);
  await screen.findByText("Somebody else has saved the matching for Metro Towing");
  expect(shownIn(/^Ava/)).toBe("empty");
  expect(screen.queryByRole("heading", { name: "What will be sent" })).toBeNull();
});

it("the matching is passed over where a map has all of it", async () => {
  const item = plannedItem({ detail: plannedDetail({ references: [reference("map")] }) });
  const [known] = preview([]).targets;
  planned = () => preview([item], known ? { targets: [{ ...known, mapVersion: 2 }] } : {});
  show();
  await next(/^Next: preview/);
  await screen.findByRole("heading", { name: "What will be sent" });
});

const CONFLICT = { path: "/description", base: "Old", theirs: "Theirs", yours: "Ours" };
const FLOW = { id: "m1", name: "Front desk", etag: '"1"' };

function conflicting({ body }: Sent): TransferItemView {
  const { choices } = body as { choices: { items: { fields: Record<string, unknown> }[] } };
  const decided = choices.items[0]?.fields["/description"];
  const act = decided === undefined ? "conflict" : decided === "target" ? "keep" : "take";
  return plannedItem({
    result: act === "conflict" ? "conflict" : "update",
    flow: FLOW,
    conflicts: act === "conflict" ? ["/description"] : [],
    detail: plannedDetail({ fields: [{ ...CONFLICT, act, value: act === "take" ? "Ours" : "Theirs" }] }),
  });
}

it("a conflict is open and keeps everything back until somebody decides it", async () => {
  planned = (sent) => preview([conflicting(sent)]);
  show();
  await goToPreview();
  screen.getByText("1 conflict to decide");
  expect(isOff(COPY)).toBe(true);
  await userEvent.click(screen.getByRole("radio", { name: "As at Metro Towing" }));
  await waitFor(() => expect(isOff(COPY)).toBe(false), { timeout: 3_000 });
  // It stays in view, so that the decision can be another one.
  expect(isChosen("As at Metro Towing")).toBe(true);
  await press(/^Copy 1 flow/);
  await waitFor(() => expect(router.push).toHaveBeenCalledWith("/copies/t1"));
  expect(sentTo("/api/transfers")[0]?.body).toMatchObject({
    fingerprint: "a".repeat(64),
    choices: { items: [{ source: 0, target: 0, fields: { "/description": "target" } }] },
  });
});

it("a decision about a text that has changed since is taken back", async () => {
  let theirs = "Theirs";
  planned = (sent) => {
    const item = conflicting(sent);
    const fields = item.detail?.fields.map((field) => ({ ...field, theirs })) ?? [];
    return preview([{ ...item, detail: plannedDetail({ fields }) }]);
  };
  show();
  await goToPreview();
  theirs = "Theirs, changed again";
  await userEvent.click(screen.getByRole("radio", { name: "As at Metro Towing" }));
  await screen.findByText("A flow was changed meanwhile", {}, { timeout: 3_000 });
  await screen.findByText("1 conflict to decide", {}, { timeout: 3_000 });
});

it("where something has moved, the new preview is shown with what has moved, and it goes under a new key", async () => {
  show();
  await goToPreview();
  const moved = preview([plannedItem({ result: "update", flow: FLOW, changed: ["/name"] })], {
    fingerprint: "b".repeat(64),
  });
  starts = () => refusal(412, { code: "stale", preview: moved });
  await press(/^Copy 1 flow/);
  await screen.findByText("Something has moved since you saw the preview");
  const row = within(screen.getByRole("listitem", { name: "Front desk in Metro Towing" }));
  row.getByText("Update");
  row.getByText("Has moved.");
  starts = () => Response.json({ id: "t2" }, { status: 202 });
  await press(/^Copy 1 flow/);
  await waitFor(() => expect(router.push).toHaveBeenCalledWith("/copies/t2"));
  const [first, second] = sentTo("/api/transfers");
  expect(second?.body).toMatchObject({ fingerprint: "b".repeat(64) });
  expect(second?.headers.get("idempotency-key")).not.toBe(first?.headers.get("idempotency-key"));
});

it("without an answer the same copy is sent again under its key", async () => {
  show();
  await goToPreview();
  starts = () => Response.error();
  await press(/^Copy 1 flow/);
  await screen.findByRole("alert");
  starts = () => Response.json({ id: "t1" }, { status: 202 });
  await press(/^Copy 1 flow/);
  await waitFor(() => expect(router.push).toHaveBeenCalled());
  const keys = sentTo("/api/transfers").map(({ headers }) => headers.get("idempotency-key"));
  expect(new Set(keys).size).toBe(1);
});

it("a flow of the same name there waits for a word, which can be another one later", async () => {
  planned = ({ body }) => {
    const { choices } = body as { choices: { existing: string | null; items: { flow?: string }[] } };
    if (choices.existing === null && choices.items.length === 0)
      return preview([
        plannedItem({
          result: "blocked",
          why: "A flow of this name exists there",
          counterparts: [{ id: "m1", name: "Front desk" }],
          detail: null,
        }),
      ]);
    return preview([plannedItem({ result: "update", flow: FLOW })]);
  };
  show();
  await goToPreview();
  await screen.findByText("1 flow of the same name to decide", {}, { timeout: 3_000 });
  const choice = screen.getByRole("combobox", { name: "What to do with Front desk in Metro Towing" });
  await userEvent.selectOptions(choice, "Update “Front desk”");
  await waitFor(() => expect(isOff(COPY)).toBe(false), { timeout: 3_000 });
  expect(shownIn(/^What to do/)).toBe("id:m1");
});

it("what is blocked can be left out at once, and a workspace may want a reason", async () => {
  planned = ({ body }) => {
    const { choices } = body as { choices: { items: { skip: boolean }[] } };
    const isOut = choices.items[0]?.skip === true;
    const blocked = [
      {
        code: "direction_not_possible" as const,
        path: "/direction",
        message: "No flow can be created as inbound",
      },
    ];
    return preview([
      plannedItem(
        isOut
          ? { result: "skipped", why: "Left out", detail: null }
          : { result: "blocked", blocked, requests: 0 },
      ),
      plannedItem({ result: "update", flow: FLOW, source: 1 }),
    ]);
  };
  show([{ ...METRO, requireReason: true }]);
  await goToPreview();
  screen.getByText("1 flow is blocked");
  await press("Leave out what is blocked");
  await screen.findByText(/A workspace asks for a reason/, {}, { timeout: 3_000 });
  expect(isOff(COPY)).toBe(true);
  await userEvent.type(screen.getByRole("textbox", { name: "Reason" }), "Season");
  await waitFor(() => expect(isOff(COPY)).toBe(false));
});

it("what is not matched leads to the matching, and what is blocked otherwise does not", async () => {
  const blocked = (code: BlockedCode) => [{ code, path: "/agent", message: "Say what “Ava” is there" }];
  planned = () =>
    preview([
      plannedItem({ result: "blocked", blocked: blocked("not_matched"), requests: 0 }),
      plannedItem({ result: "blocked", blocked: blocked("not_read"), requests: 0, source: 1 }),
    ]);
  show([METRO]);
  await goToPreview();
  const [match, ...others] = screen.getAllByRole("button", { name: /^Match it:/ });
  expect(others).toEqual([]);
  await userEvent.click(match ?? expect.fail());
  await screen.findByRole("heading", { name: /^What/, level: 2 });
  expect(screen.queryByRole("list", { name: "Flows to Metro Towing" })).toBeNull();
});

it("all that blocks a flow is listed, and each reason once", async () => {
  const lacks = (message: string) => ({ code: "not_matched" as const, path: "/agent", message });
  const blocked = [lacks("Say what “Ava” is there"), lacks("Say a value"), lacks("Say what “Ava” is there")];
  planned = () => preview([plannedItem({ result: "blocked", blocked, requests: 0 })]);
  show([METRO]);
  await goToPreview();
  screen.getByText("2 things to settle first");
  const list = screen.getByRole("list", { name: /^What blocks Front desk in/ });
  const words = within(list).getAllByRole("listitem");
  expect(words.map(({ textContent }) => textContent)).toEqual(["Say what “Ava” is there", "Say a value"]);
});

it("flows that are put back are previewed at once, in their own workspace", async () => {
  const back = { to: 2, from: 3 };
  const [source] = SCENE.sources;
  if (!source) throw new Error("no source");
  planned = () => preview([plannedItem({ result: "update" })]);
  render(
    <CopyPage
      scene={{ ...SCENE, from: METRO, sources: [{ ...source, back }] }}
      workspaces={[METRO]}
      to={["metro"]}
    />,
  );
  await screen.findByRole("button", { name: "Put back 1 flow" }, { timeout: 3_000 });
  expect(screen.queryByRole("list", { name: "Steps" })).toBeNull();
  expect(screen.queryByRole("button", { name: "Back" })).toBeNull();
  const [asked] = sentTo("/api/transfers/preview");
  expect(asked?.body).toMatchObject({
    sources: [{ workspace: "metro", id: "f1", back }],
    targets: [{ workspace: "metro" }],
  });
});
