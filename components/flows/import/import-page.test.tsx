import { fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { router } from "@/tests/support/address-bar";
import { answeringPortal, refusal, type Sent } from "@/tests/support/answering-portal";
import { ImportPage } from "./import-page";

interface Document {
  name?: string;
  agent?: { id: string };
  headers?: object;
  isActive?: boolean;
}

/** What the portal says of a document, in short. */
function previewOf({ name, agent, headers, isActive = false }: Document) {
  if (name === undefined)
    return {
      ...{ kind: null, name: null, isActive, request: {} },
      ...{ dropped: [], mapped: [], missing: [], sameName: [] },
    };
  const webhooks = headers ? { webhooks: [{ name: "Book", headers }] } : {};
  const missing = [
    ...(agent ? [{ path: "/agent", message: "Choose an agent: the document names “Mia”" }] : []),
    ...(headers ? [{ path: "/webhooks/0/headers/X-Key", message: "Type the value" }] : []),
  ];
  return {
    ...{ kind: "call_flow", name, isActive },
    ...{ request: { name, isActive: false, ...webhooks }, missing },
    ...{ dropped: [{ path: "/autopilot", why: "Only later" }], mapped: [] },
    sameName: name === "Desk" ? [{ id: "f1", name: "Desk" }] : [],
  };
}

let requests: Sent[];
let job: () => Response;
beforeEach(() => {
  job = () => Response.json({ id: "j1" }, { status: 202 });
  requests = answeringPortal(({ path, body }) => {
    if (path === "/api/jobs") return job();
    if (path.includes("/agents?")) return Response.json({ items: [{ id: "a9", name: "Nora" }] });
    const { files } = body as { files: Document[] };
    return Response.json({ items: files.map(previewOf) });
  });
});
afterEach(() => vi.unstubAllGlobals());

const show = (requireReason = false) => render(<ImportPage workspace={{ slug: "harbour", requireReason }} />);
const file = (name: string, value: unknown) =>
  new File([JSON.stringify(value)], name, { type: "application/json" });
const bring = async (...documents: Document[]) => {
  const files = documents.map((one, place) => file(`${place}.json`, one));
  await userEvent.upload(screen.getByLabelText("Choose files of flows"), files);
  await screen.findByRole("list", { name: "Flows to bring in" });
};
const item = (name: string) => screen.getByRole("listitem", { name });
const go = () => screen.getByRole<HTMLButtonElement>("button", { name: /^Bring in \d/ });
const sent = () => requests.filter(({ path }) => path === "/api/jobs");

test("files become new flows by one job, and start inactive", async () => {
  show();
  await bring({ name: "Night" }, { name: "Sales" });
  await userEvent.click(go());
  await waitFor(() => expect(router.push).toHaveBeenCalledWith("/jobs/j1"));
  const flow = (name: string) => ({
    workspace: "harbour",
    kind: "call_flow",
    flow: { name, isActive: false },
  });
  expect(sent()[0]?.body).toEqual({
    type: "create_flows",
    mayActivate: false,
    items: [flow("Night"), flow("Sales")],
  });
});

test("new flows can start as in their files, or all of them active", async () => {
  const states = () => sent().map(({ body }) => (body as { items: { flow: object }[] }).items);
  show();
  await bring({ name: "Night", isActive: true }, { name: "Sales" });
  screen.getByText("1 flow of 2 would be active.");
  await userEvent.click(screen.getByRole("radio", { name: /^As in their files/ }));
  await userEvent.click(go());
  expect(states()[0]).toMatchObject([{ flow: { isActive: true } }, { flow: { isActive: false } }]);
  await userEvent.click(screen.getByRole("radio", { name: "Active" }));
  await userEvent.click(go());
  expect(states()[1]).toMatchObject([{ flow: { isActive: true } }, { flow: { isActive: true } }]);
});

test("files that are dropped are taken, and what is no flow is named while the rest goes on", async () => {
  show();
  const files = [
    file("good.json", { name: "Night" }),
    file("odd.json", { hello: 1 }),
    new File(["{"], "broken.json"),
  ];
  fireEvent.drop(screen.getByRole("group", { name: "Files of flows" }), { dataTransfer: { files } });
  await screen.findByRole("listitem", { name: "Night" });
  const left = screen.getByRole("alert").textContent;
  expect(left).toContain("2 files were left out");
  expect(left).toContain("odd.json");
  expect(left).toContain("broken.json");
  expect(go().disabled).toBe(false);
});

test("a flow that lacks something waits until it is completed or left out", async () => {
  show();
  await bring({ name: "Night", agent: { id: "x" }, headers: { "X-Key": "" } });
  within(item("Night")).getByText("To complete");
  expect(go().disabled).toBe(true);
  await within(item("Night")).findByRole("option", { name: "Nora" });
  await userEvent.selectOptions(within(item("Night")).getByRole("combobox"), "a9");
  const secret = within(item("Night")).getByLabelText<HTMLInputElement>(/Header X-Key/);
  expect(secret.type).toBe("password");
  await userEvent.type(secret, "typed");
  within(item("Night")).getByText("Ready");
  // A new call flow with an agent may activate a number, so that somebody has to agree.
  expect(go().disabled).toBe(true);
  await userEvent.click(screen.getByRole("checkbox", { name: /may activate a waiting phone number/ }));
  await userEvent.click(go());
  expect(sent()[0]?.body).toMatchObject({
    mayActivate: true,
    items: [{ flow: { agent: "a9", webhooks: [{ headers: { "X-Key": "typed" } }] } }],
  });
});

test("a reference that several documents share is chosen once", async () => {
  show();
  await bring({ name: "Night", agent: { id: "x" } }, { name: "Sales", agent: { id: "x" } });
  await userEvent.selectOptions(within(item("Night")).getByRole("combobox"), "Make it without one");
  within(item("Sales")).getByText("Ready");
  expect(go().disabled).toBe(false);
});

test("names that are here already or come twice are said, and a flow that is left out is not sent", async () => {
  show();
  await bring({ name: "Desk" }, { name: "Night" }, { name: "night" });
  expect(within(item("Desk")).getByRole("link").getAttribute("href")).toBe("/harbour/call-flows/f1");
  within(item("Night")).getByText(/Another of these files/);
  await userEvent.click(screen.getByRole("button", { name: "Leave out night" }));
  expect(within(item("Night")).queryByText(/Another of these files/)).toBeNull();
  await userEvent.click(go());
  const names = ["Desk", "Night"].map((name) => ({ flow: { name } }));
  expect(sent()).toMatchObject([{ body: { items: names } }]);
});

test("what the portal refuses is said at its flow, and a mended request is another one", async () => {
  show();
  job = () =>
    refusal(422, {
      code: "invalid_body",
      errors: [{ path: "/items/1/flow/prompt", message: "is too long" }],
    });
  await bring({ name: "Night" }, { name: "Sales" });
  await userEvent.click(go());
  await within(item("Sales")).findByText(/is too long/);
  await userEvent.click(screen.getByRole("button", { name: "Leave out Sales" }));
  await userEvent.click(go());
  const keys = sent().map(({ headers }) => headers.get("idempotency-key"));
  expect(new Set(keys).size).toBe(2);
});

test("a preview that fails can be gone on with, and nothing is checked twice", async () => {
  show();
  vi.unstubAllGlobals();
  requests = answeringPortal(() => refusal(502, { code: "upstream_unreachable" }));
  await userEvent.upload(screen.getByLabelText("Choose files of flows"), [file("a.json", { name: "Night" })]);
  const again = await screen.findByRole("button", { name: /Check the other 1/ });
  vi.unstubAllGlobals();
  requests = answeringPortal(({ body }) =>
    Response.json({ items: (body as { files: Document[] }).files.map(previewOf) }),
  );
  await userEvent.click(again);
  await screen.findByRole("listitem", { name: "Night" });
  expect(requests).toHaveLength(1);
});

test("a workspace that wants a reason gets one", async () => {
  show(true);
  await bring({ name: "Night" });
  expect(go().disabled).toBe(true);
  await userEvent.type(screen.getByLabelText(/^Reason/), "Move");
  await userEvent.click(go());
  expect(sent()[0]?.headers.get("x-change-reason")).toBe("Move");
});
