import { render, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { goTo, router, shownParams } from "@/tests/support/address-bar";
import { answeringPortal, refusal, type Sent } from "@/tests/support/answering-portal";
import type { FlowToReplace } from "./preview-shape";
import { ReplacePage } from "./replace-page";

const hit = (at: number, match = "open until six") => ({
  ...{ id: `/prompt:${at}`, path: "/prompt", line: at + 1, before: "We are ", match, after: " today." },
  ...{ start: at, end: at + match.length, replacement: "open until seven" },
});

function flow(workspace: string, id: string, more: Partial<FlowToReplace> = {}): FlowToReplace {
  return {
    ...{
      workspace,
      kind: "call_flow",
      id,
      name: `Flow ${id}`,
      isActive: true,
      folder: null,
      etag: `"${id}"`,
    },
    ...{ hits: [hit(0)], fixed: [], tooMany: false, tooLong: [], refused: null, drift: false, busy: false },
    ...more,
  };
}

let pages: FlowToReplace[][];
let answer: (sent: Sent) => Response | Promise<Response>;
let requests: Sent[];

/** The pages of a preview, one after the other. */
function previewed(sent: Sent): Response {
  const { cursor } = sent.body as { cursor: string | null };
  const at = Number(cursor ?? 0);
  const items = pages[at] ?? [];
  return Response.json({
    items,
    nextCursor: at + 1 < pages.length ? String(at + 1) : null,
    searched: 10,
    total: at === 0 ? { flows: pages.length * 10, unread: 0 } : null,
  });
}

// The dialog loads when it is needed. Here nobody waits for that.
beforeAll(async () => {
  await import("./replace-dialog");
});
beforeEach(() => {
  pages = [[flow("harbour", "a", { hits: [hit(0), hit(3)] }), flow("metro", "b", { drift: true })]];
  answer = previewed;
  requests = answeringPortal((sent) => answer(sent));
  router.push.mockClear();
});
afterEach(() => {
  vi.unstubAllGlobals();
  goTo("/replace");
});

const WORKSPACES = [
  { slug: "harbour", name: "Harbour Dental", colour: 0, requireReason: false },
  { slug: "metro", name: "Metro Towing", colour: 1, requireReason: true },
  { slug: "city", name: "City Spa", colour: 2, requireReason: false },
];

function show(address = "/replace?find=open+until+six&with=open+until+seven") {
  goTo(address);
  render(
    <ReplacePage
      workspaces={WORKSPACES}
      groups={[{ id: "g1", name: "Night lines", workspaces: ["harbour", "city"] }]}
      choices={[{ value: "said", label: "Prompts and welcome messages", fields: ["/prompt"] }]}
      labels={{ "/prompt": "Prompt" }}
      perMinute={60}
      notSearched={[{ why: "A secret", fields: ["Header value"] }]}
      notReplaced={[{ why: "Fixed", fields: ["Flow graph"] }]}
    />,
  );
}

const status = () => screen.getByRole("region", { name: "What will be replaced" }).textContent;
const box = (name: string) => screen.getByRole<HTMLInputElement>("checkbox", { name });
const previews = () => requests.filter(({ path }) => path === "/api/replacements/preview");

async function openDialog() {
  await screen.findByRole("heading", { name: /hits in/ });
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  return within(await screen.findByRole("dialog"));
}

test("the address says what is found, and every place of it is shown with what would stand there", async () => {
  show();
  await screen.findByRole("heading", { name: "3 hits in 2 flows of 2 workspaces" });
  expect(previews()[0]?.body).toMatchObject({
    find: "open until six",
    replace: "open until seven",
    workspaces: null,
    fields: null,
    active: null,
    cursor: null,
  });
  expect(status()).toContain("3 replacements in 2 flows of 2 workspaces");
  expect(status()).toContain("About 4 requests to Trillet, about 1 minute");
  const harbour = within(screen.getByRole("list", { name: "Flows of Harbour Dental" }));
  const hits = harbour.getByRole("list", { name: "Hits in Flow a" });
  expect(within(hits).getAllByRole("listitem")[1]?.textContent).toContain("Prompt, line 4");
  expect(hits.querySelector("del")?.textContent).toContain("open until six");
  expect(hits.querySelector("ins")?.textContent).toContain("open until seven");
  screen.getByText("Changed in Trillet");
});

test("typing and switching change the address, and search anew", async () => {
  show("/replace");
  screen.getByText("Find a text in all your flows");
  expect(requests).toEqual([]);
  await userEvent.type(screen.getByLabelText("Find"), "six");
  await userEvent.click(screen.getByRole("button", { name: "Whole words" }));
  await userEvent.selectOptions(screen.getByLabelText("Texts"), "said");
  await userEvent.selectOptions(screen.getByLabelText("State"), "active");
  expect(shownParams()).toEqual({ find: "six", word: "1", in: "said", state: "active" });
  // Typing that pauses for long searches in between, too.
  await waitFor(() =>
    expect(previews().at(-1)?.body).toMatchObject({
      ...{ find: "six", wholeWord: true, fields: ["/prompt"], active: true },
    }),
  );
});

const searched = (slugs: string[] | null) =>
  waitFor(() => expect(previews().at(-1)?.body).toMatchObject({ workspaces: slugs }));

test("several workspaces are searched, by ticks or by their group, and all of them are no filter", async () => {
  show("/replace?find=six");
  await searched(null);
  await userEvent.click(screen.getByRole("button", { name: /^Workspaces: All/ }));
  const choice = within(screen.getByRole("group", { name: /^Workspaces/ }));
  choice.getByText("all that you may change");
  await userEvent.click(choice.getByRole("checkbox", { name: "Metro Towing" }));
  expect(shownParams()).toEqual({ find: "six", workspace: "metro" });
  await searched(["metro"]);
  await userEvent.click(choice.getByRole("button", { name: /^Night lines/ }));
  // All three are chosen now.
  expect(shownParams()).toEqual({ find: "six" });
  await userEvent.click(choice.getByRole("button", { name: /^Night lines/ }));
  expect(shownParams()).toEqual({ find: "six", workspace: "harbour,city" });
  await searched(["harbour", "city"]);
});

test("an address that names a workspace of somebody else says so, and can leave it out", async () => {
  show("/replace?find=six&workspace=metro,secret");
  await searched(["metro", "secret"]);
  await userEvent.click(screen.getByRole("button", { name: "Workspaces: 2 workspaces: Metro Towing" }));
  await userEvent.click(screen.getByRole("button", { name: "Leave out" }));
  expect(shownParams()).toEqual({ find: "six", workspace: "metro" });
});

test("pages are read one after the other, and nothing can be replaced before the last one", async () => {
  let more = (_: Response) => {};
  pages = [[flow("harbour", "a")], [flow("metro", "b")]];
  answer = (sent) =>
    previews().length === 1
      ? previewed(sent)
      : new Promise((resolve) => (more = () => resolve(previewed(sent))));
  show();
  await screen.findByText("10 of 20 flows searched");
  expect(screen.getByRole<HTMLButtonElement>("button", { name: /Preview 1 flow/ }).disabled).toBe(true);
  more(new Response());
  await waitFor(() =>
    expect(screen.getByRole<HTMLButtonElement>("button", { name: /Preview 2 flows/ }).disabled).toBe(false),
  );
});

test("flows and hits are switched on and off, and the counts follow", async () => {
  show();
  await screen.findByRole("heading", { name: /3 hits/ });
  await userEvent.click(box("Replace in Flow b"));
  expect(status()).toContain("2 replacements in 1 flow of 1 workspace");
  screen.getByText("left out by you");
  screen.getByText("1 flow chosen");
  await userEvent.click(box("Replace “open until six” in Prompt, line 4 of Flow a"));
  expect(status()).toContain("1 replacement in 1 flow");
  expect(box("Replace in Flow a").indeterminate).toBe(true);
  await userEvent.click(box("Replace in all flows"));
  expect(status()).toContain("3 replacements in 2 flows");
});

test("the chosen hits become one job with a reason, and its page is next", async () => {
  show();
  await screen.findByRole("heading", { name: /3 hits/ });
  await userEvent.click(box("Replace “open until six” in Prompt of Flow a"));
  const dialog = await openDialog();
  dialog.getByText("Before you replace");
  const go = dialog.getByRole<HTMLButtonElement>("button", { name: /Replace in 2 flows/ });
  expect(document.activeElement).toBe(dialog.getByLabelText("Reason"));
  // One of the workspaces asks for a reason.
  expect(go.disabled).toBe(true);
  await userEvent.type(dialog.getByLabelText("Reason"), "new hours – ü");
  answer = () => Response.json({ id: "job-1" }, { status: 202 });
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() => expect(router.push).toHaveBeenCalledWith("/jobs/job-1"));
  const job = requests.filter(({ path }) => path === "/api/jobs");
  expect(job).toHaveLength(1);
  expect(job[0]?.body).toEqual({
    type: "replace_text",
    replacement: {
      ...{ find: "open until six", replace: "open until seven" },
      ...{ regex: false, wholeWord: false, matchCase: false, fields: null },
    },
    items: [
      { workspace: "harbour", kind: "call_flow", id: "a", ifMatch: '"a"', hits: ["/prompt:0"] },
      { workspace: "metro", kind: "call_flow", id: "b", ifMatch: '"b"', hits: null },
    ],
  });
  expect(job[0]?.headers.get("X-Change-Reason")).toBe("UTF-8''new%20hours%20%E2%80%93%20%C3%BC");
  expect(job[0]?.headers.get("Idempotency-Key")).toBeTruthy();
});

test("a job that got no answer is sent again under the same key, and a refused one under another", async () => {
  pages = [[flow("harbour", "a"), flow("harbour", "b")]];
  show();
  const dialog = await openDialog();
  const go = () => userEvent.click(dialog.getByRole("button", { name: /Replace in 2 flows/ }));
  const keys = () =>
    requests.filter(({ path }) => path === "/api/jobs").map(({ headers }) => headers.get("Idempotency-Key"));
  answer = () => Promise.reject(new TypeError("no network"));
  await go();
  await dialog.findByText("No connection");
  answer = () => refusal(409, { code: "conflict", detail: "Another job is at it" });
  await go();
  await dialog.findByText("Another job is at it");
  await go();
  await waitFor(() => expect(keys()).toHaveLength(3));
  const [one, two, three] = keys();
  expect(two).toBe(one);
  expect(three).not.toBe(one);
});

test("what is wrong with the pattern stands at the field, and any other problem above the list", async () => {
  const errors = [{ path: "/find", message: "It can't be read: missing closing )" }];
  answer = () => refusal(422, { code: "invalid_body", errors });
  show("/replace?find=(a&regex=1");
  await screen.findByText("It can't be read: missing closing )");
  expect(screen.getByLabelText("Find").getAttribute("aria-invalid")).toBe("true");
  expect(screen.queryByRole("alert")).toBeNull();
  answer = () => refusal(503, { code: "database_unavailable", title: "The database can't be reached" });
  await userEvent.type(screen.getByLabelText("Find"), "b");
  expect((await screen.findByRole("alert")).textContent).toContain("The database can't be reached");
});

test("what can't be replaced is shown with the reason, and where nothing is found the page says so", async () => {
  const fixed = [
    { path: "/prompt", line: 1, before: "", match: "six", after: "", why: "Trillet can't change it" },
  ];
  pages = [
    [
      flow("harbour", "m", { hits: [], fixed }),
      flow("harbour", "r", { refused: "The name must not be blank" }),
    ],
  ];
  show();
  await screen.findByText(/Stays as it is. Trillet can't change it/);
  screen.getByRole("heading", { name: "1 hit in 1 flow of 1 workspace" });
  screen.getByText("The name must not be blank");
  expect(box("Replace in Flow m").disabled).toBe(true);
  expect(screen.queryByRole("region", { name: "What will be replaced" })).toBeNull();
  pages = [[flow("harbour", "m", { hits: [], fixed })]];
  await userEvent.type(screen.getByLabelText("Find"), "y");
  await screen.findByRole("heading", { name: "Nothing that can be replaced" });
  pages = [[]];
  await userEvent.type(screen.getByLabelText("Find"), "x");
  await screen.findByText("No flow has this text");
});

test("long results show in parts", async () => {
  pages = [
    Array.from({ length: 12 }, (_, n) =>
      flow("harbour", `f${n}`, { hits: [0, 1, 2, 3, 4].map((at) => hit(at)) }),
    ),
  ];
  show();
  const list = await screen.findByRole("list", { name: "Flows of Harbour Dental" });
  expect(list.children).toHaveLength(5);
  await userEvent.click(screen.getByRole("button", { name: "7 more flows" }));
  expect(list.children).toHaveLength(12);
  const hits = screen.getByRole("list", { name: "Hits in Flow f0" });
  expect(hits.children).toHaveLength(3);
  await userEvent.click(screen.getAllByRole("button", { name: "2 more hits" })[0] ?? expect.fail());
  expect(hits.children).toHaveLength(5);
});
