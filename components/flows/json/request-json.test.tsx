import { render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import type { FieldError } from "@/lib/json/json-pointer";
import { RequestJson, useRequestTyping } from "./request-json";

const onApply = vi.fn<(document: Record<string, unknown>) => FieldError[]>();
const onTake = vi.fn();
beforeEach(() => {
  onApply.mockReset().mockReturnValue([]);
  onTake.mockReset();
});

const check = () => [];

function Scene({ formText }: { formText: string }) {
  const typing = useRequestTyping(formText);
  return (
    <RequestJson
      request={{ text: formText, onApply, check, onTake }}
      typing={typing}
      label="Request"
      fileName="flow"
    />
  );
}
const FORM = '{"name": "Desk"}';
const show = () => render(<Scene formText={FORM} />);
const field = () => screen.getByLabelText<HTMLTextAreaElement>("Request");
const button = (name: string) => screen.getByRole<HTMLButtonElement>("button", { name });
const apply = () => userEvent.click(button("Put into the form"));
async function write(text: string) {
  await userEvent.clear(field());
  await userEvent.click(field());
  await userEvent.paste(text);
}

test("the text is the form's until somebody edits it, and there is nothing to put into the form", () => {
  const { rerender } = show();
  expect(field().value).toBe(FORM);
  expect(button("Put into the form").disabled).toBe(true);
  rerender(<Scene formText='{"name": "Night"}' />);
  expect(field().value).toBe('{"name": "Night"}');
});

test("a text that was put into the form is said to be unsaved, with the focus at that", async () => {
  show();
  await write('{"name": "Night"}');
  await apply();
  expect(onApply).toHaveBeenCalledExactlyOnceWith({ name: "Night" });
  const notice = screen.getByRole("alert");
  expect(notice.textContent).toContain("Nothing is saved yet");
  expect(document.activeElement).toBe(notice);
  expect(button("Put into the form").disabled).toBe(true);
});

test("a text that is no JSON is put nowhere, stays, and its fault is listed with its place", async () => {
  show();
  await write('{"name": }');
  await apply();
  expect(onApply).not.toHaveBeenCalled();
  expect(screen.getByRole("alert").textContent).toContain("Nothing was put into the form");
  expect(field().value).toBe('{"name": }');
  await waitFor(() => expect(field().getAttribute("aria-invalid")).toBe("true"));
  const problems = document.getElementById(field().getAttribute("aria-describedby") ?? "");
  expect(problems?.textContent).toBe("1 problem in this JSON");
});

test("what the form can't take is listed until the text is changed", async () => {
  onApply.mockReturnValue([{ path: "/name", message: "Is fixed" }]);
  show();
  await write('{"name": "Night"}');
  await apply();
  const fault = await screen.findByRole("button", { name: /Is fixed/ });
  await userEvent.click(fault);
  expect(document.activeElement).toBe(field());
  await write('{"name": "Noon"}');
  await waitFor(() => expect(screen.queryByRole("button", { name: /Is fixed/ })).toBeNull());
});

test("a form that changed under the text is said, and taking what it has brings the focus to the text", async () => {
  const { rerender } = show();
  await write('{"name": "Night"}');
  rerender(<Scene formText='{"name": "Noon"}' />);
  expect(field().value).toBe('{"name": "Night"}');
  screen.getByText("The form was changed meanwhile");
  await userEvent.click(button("Take what the form has"));
  expect(field().value).toBe('{"name": "Noon"}');
  expect(document.activeElement).toBe(field());
});

test("a text that is typed back to the form's is no edit", async () => {
  show();
  await write("{}");
  await write(FORM);
  expect(screen.queryByRole("button", { name: "Back to what the form has" })).toBeNull();
});

test("a whole flow can't be put into the form as a request, and is offered to be taken over", async () => {
  onTake.mockResolvedValue({ kind: "refused", why: "It is of another kind" });
  show();
  await write('{"_id": "f", "name": "Desk"}');
  const [take, plain] = screen.getAllByRole<HTMLButtonElement>("button", { name: "Put it into the form" });
  expect(plain).toBeUndefined();
  expect(button("Put into the form").disabled).toBe(true);
  await userEvent.click(take as HTMLElement);
  const notice = await screen.findByRole("alert");
  expect(notice.textContent).toContain("It is of another kind");
  expect(document.activeElement).toBe(notice);
});

test("where the browser refuses the clipboard, a box is offered, and Cancel leads back", async () => {
  show();
  userEvent.setup();
  vi.spyOn(navigator.clipboard, "readText").mockRejectedValueOnce(new Error("denied"));
  await userEvent.click(button("Paste"));
  const box = await screen.findByLabelText("Paste the JSON here");
  await waitFor(() => expect(document.activeElement).toBe(box));
  await userEvent.click(button("Cancel"));
  expect(document.activeElement).toBe(button("Paste"));
  expect(field().value).toBe(FORM);
});
