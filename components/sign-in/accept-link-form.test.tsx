import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { answeringPortal, refusal } from "@/tests/support/answering-portal";
import { AcceptLinkForm } from "./accept-link-form";

afterEach(() => vi.unstubAllGlobals());

const field = () => screen.getByLabelText<HTMLInputElement>("New password");
const repeat = () => screen.getByLabelText<HTMLInputElement>("Repeat it");

async function choose(password: string, again = password) {
  render(<AcceptLinkForm token="t1" email="anna.smith@example.com" path="/api/invitations" />);
  await userEvent.type(field(), password);
  await userEvent.type(repeat(), again);
  await userEvent.click(screen.getByRole("button", { name: "Set password and sign in" }));
}

it("a refused password is explained at its field, and what was typed stays", async () => {
  const message = "This is little more than your name. Choose one that nobody would guess.";
  const requests = answeringPortal(() =>
    refusal(422, { code: "invalid_body", errors: [{ path: "/password", message }] }),
  );
  await choose("anna.smith1234");
  const reason = await screen.findByText(message);
  expect(requests).toMatchObject([
    { method: "POST", path: "/api/invitations", body: { token: "t1", password: "anna.smith1234" } },
  ]);
  expect(field().getAttribute("aria-describedby")).toContain(reason.id);
  await waitFor(() => expect(document.activeElement).toBe(field()));
  expect([field().value, repeat().value]).toEqual(["anna.smith1234", "anna.smith1234"]);
  expect(screen.queryByRole("alert")).toBeNull();
});

it("a link that no longer works is a problem of the form, not of a field", async () => {
  answeringPortal(() => refusal(404, { code: "not_found", detail: "This link was used already" }));
  await choose("seven new harbours");
  expect((await screen.findByRole("alert")).textContent).toContain("This link was used already");
  expect(field().getAttribute("aria-invalid")).toBeNull();
  const button = screen.getByRole<HTMLButtonElement>("button", { name: "Set password and sign in" });
  expect(button.disabled).toBe(false);
});

it("sends nothing while the password is too short", async () => {
  const requests = answeringPortal(() => new Response(null, { status: 204 }));
  await choose("eleven char");
  expect(requests).toEqual([]);
  expect(field().getAttribute("aria-invalid")).toBe("true");
});
