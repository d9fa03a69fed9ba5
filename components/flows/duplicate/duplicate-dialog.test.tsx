import { render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { FlowKind } from "@/lib/flows/model/flow";
import { router } from "@/tests/support/address-bar";
import { answeringPortal, laterAnswer, refusal, type Sent } from "@/tests/support/answering-portal";
import { DuplicateDialog } from "./duplicate-dialog";

const { push } = router;

let answer: (sent: Sent) => Response | Promise<Response>;
let requests: Sent[];
const made = (more: object = {}) =>
  Response.json(
    { id: "f2", later: null, notCopied: [], ...more },
    { status: 201, headers: { ETag: '"e1"' } },
  );
beforeEach(() => {
  answer = () => made();
  requests = answeringPortal((sent) => answer(sent));
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const openDialog = () => userEvent.click(screen.getByRole("button", { name: "Duplicate" }));
async function open(more: { direction?: string | null; requireReason?: boolean; kind?: FlowKind } = {}) {
  const { direction = "outbound", requireReason = false, kind = "call_flow" } = more;
  const flow = { id: "f1", name: "Desk", direction };
  render(<DuplicateDialog workspaceSlug="harbour" kind={kind} flow={flow} requireReason={requireReason} />);
  await openDialog();
}
const dialog = () => screen.queryByRole("dialog", { name: "Duplicate Desk" });
const send = () => screen.getByRole<HTMLButtonElement>("button", { name: "Duplicate" });
const name = () => screen.getByLabelText<HTMLInputElement>("Name of the copy");

test("a copy starts inactive and with the source's direction unless somebody chooses otherwise", async () => {
  await open();
  await userEvent.clear(name());
  await userEvent.type(name(), " Night {Enter}");
  await waitFor(() => expect(push).toHaveBeenCalledExactlyOnceWith("/harbour/call-flows/f2"));
  expect(requests).toHaveLength(1);
  expect(requests[0]).toMatchObject({
    path: "/api/workspaces/harbour/call-flows/f1/duplicate",
    body: { name: "Night", isActive: false },
  });
  expect(dialog()).toBeNull();
});

test.each(["inbound", null])("a direction that no new flow can have is asked for: %s", async (direction) => {
  await open({ direction });
  expect(send().disabled).toBe(true);
  await userEvent.selectOptions(screen.getByLabelText("Direction of the copy"), "Both ways");
  await userEvent.click(send());
  await waitFor(() => expect(requests[0]?.body).toMatchObject({ direction: "bidirectional" }));
});

test("a copy needs a name that can be seen, and a reason where the workspace asks for one", async () => {
  await open({ requireReason: true });
  await userEvent.type(screen.getByLabelText("Reason"), "As agreed");
  expect(send().disabled).toBe(false);
  await userEvent.clear(name());
  await userEvent.type(name(), "  ");
  expect(send().disabled).toBe(true);
});

test("a copy that is under way is made once, and its dialog stays to show how it ends", async () => {
  const late = laterAnswer();
  answer = () => late.answer;
  await open();
  await userEvent.click(send());
  await userEvent.click(send());
  await userEvent.keyboard("{Escape}");
  expect(screen.getByRole("status").textContent).toBe("Making the copy…");
  expect(requests).toHaveLength(1);
  const errors = [{ path: "/name", message: "The name is taken" }];
  late.give(refusal(422, { code: "validation_failed", errors }));
  expect((await screen.findByRole("alert")).textContent).toContain("The name is taken.");
  expect(name().value).toContain("Desk");
});

test("what only an update can set is set on the copy that was made, under the same undertaking", async () => {
  answer = ({ method }) => (method === "POST" ? made({ later: { description: "x" } }) : Response.json({}));
  await open();
  await userEvent.click(send());
  await waitFor(() => expect(push).toHaveBeenCalled());
  const [create, update] = requests;
  expect(update).toMatchObject({ method: "PATCH", path: "/api/workspaces/harbour/call-flows/f2" });
  expect(update?.headers.get("If-Match")).toBe('"e1"');
  const undertaking = (sent?: Sent) => sent?.headers.get("X-Correlation-Id");
  expect(undertaking(update)).toBe(undertaking(create));
});

test("a copy that is not complete is not called done: its missing fields are named, and it can be opened", async () => {
  answer = ({ method }) =>
    method === "POST"
      ? made({ later: { description: "x" } })
      : refusal(502, { code: "bad", title: "Not now" });
  await open();
  await userEvent.click(send());
  expect((await screen.findByRole("alert")).textContent).toContain("Description");
  expect(screen.getByRole("link", { name: "Open the copy" }).getAttribute("href")).toBe(
    "/harbour/call-flows/f2",
  );
  expect(screen.queryByRole("button", { name: "Duplicate" })).toBeNull();
  expect(push).not.toHaveBeenCalled();
});

test("a copy that may have been made can't be made again, not even after the dialog was closed", async () => {
  answer = () => refusal(504, { code: "outcome_unknown", changeId: "c1" });
  await open();
  await userEvent.click(send());
  await screen.findByText("It is not known yet whether the copy was made");
  await userEvent.keyboard("{Escape}");
  await openDialog();
  screen.getByText("It is not known yet whether the copy was made");
  expect(screen.queryByRole("textbox")).toBeNull();
});
