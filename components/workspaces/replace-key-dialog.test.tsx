import { render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { router } from "@/tests/support/address-bar";
import { answeringPortal, laterAnswer, refusal } from "@/tests/support/answering-portal";
import { ReplaceKeyDialog } from "./replace-key-dialog";

const { refresh } = router;
afterEach(() => vi.unstubAllGlobals());

const dialog = () => screen.queryByRole("dialog", { name: "Replace the API key" });
const field = () => screen.getByLabelText("New API key");
const send = () => userEvent.click(screen.getByRole("button", { name: "Replace key" }));
const openDialog = () => userEvent.click(screen.getByRole("button", { name: "Replace" }));

async function open() {
  render(<ReplaceKeyDialog slug="harbour" />);
  await openDialog();
}

test("a new key is sent without the blanks that were copied with it, and the page is read again", async () => {
  const requests = answeringPortal(() => Response.json({}));
  await open();
  await userEvent.type(field(), "  key-1 ");
  await send();
  await waitFor(() => expect(dialog()).toBeNull());
  expect(requests).toMatchObject([
    { method: "PUT", path: "/api/workspaces/harbour/api-key", body: { apiKey: "key-1" } },
  ]);
  expect(refresh).toHaveBeenCalledTimes(1);
});

test("a key is hidden while it is typed, and shown to whoever asks", async () => {
  await open();
  expect(field().getAttribute("type")).toBe("password");
  await userEvent.click(screen.getByRole("button", { name: "Show what I typed" }));
  expect(field().getAttribute("type")).toBe("text");
});

test("a key that is refused keeps the dialog, the typed key and the focus, with the reason at its field", async () => {
  const errors = [{ path: "/apiKey", message: "Trillet refuses this key" }];
  answeringPortal(() => refusal(422, { code: "validation_failed", errors }));
  await open();
  await userEvent.type(field(), "wrong{Enter}");
  await waitFor(() => expect(document.activeElement).toBe(field()));
  expect((field() as HTMLInputElement).value).toBe("wrong");
  expect(document.getElementById(field().getAttribute("aria-describedby") ?? "")?.textContent).toBe(
    "Trillet refuses this key",
  );
  expect(screen.queryByRole("alert")).toBeNull();
});

test("a key is tried once, and its dialog stays until the answer is there", async () => {
  const late = laterAnswer();
  const requests = answeringPortal(() => late.answer);
  await open();
  await userEvent.type(field(), "key-1{Enter}{Enter}");
  await userEvent.keyboard("{Escape}");
  expect(requests).toHaveLength(1);
  late.give(refusal(502, { code: "upstream_unavailable", title: "Trillet does not answer" }));
  expect((await screen.findByRole("alert")).textContent).toContain("Trillet does not answer");
});

test("a dialog that opens again has neither the last key nor the last refusal", async () => {
  answeringPortal(() => refusal(502, { code: "upstream_unavailable" }));
  await open();
  await userEvent.type(field(), "key-1{Enter}");
  await screen.findByRole("alert");
  await userEvent.keyboard("{Escape}");
  await openDialog();
  expect(screen.queryByRole("alert")).toBeNull();
  expect((field() as HTMLInputElement).value).toBe("");
});
