import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { forgetAddress, router } from "@/tests/support/address-bar";
import { answeringPortal, refusal } from "@/tests/support/answering-portal";
import { FirstName, NameForm } from "./name-form";
import { PasswordForm } from "./password-form";

beforeEach(forgetAddress);
afterEach(() => vi.unstubAllGlobals());

const done = () => new Response(null, { status: 204 });
const press = (name: string) => userEvent.click(screen.getByRole("button", { name }));

describe("the form for one's own name", () => {
  it("sends what was typed without blanks around it, and the page is read anew", async () => {
    const requests = answeringPortal(() => Response.json({ id: "1", name: "Olivia Hart" }));
    render(<NameForm name="Owner" />);
    const field = screen.getByRole("textbox", { name: "Name" });
    await userEvent.clear(field);
    await userEvent.type(field, " Olivia Hart {Enter}");
    expect(requests).toMatchObject([{ method: "PATCH", path: "/api/me", body: { name: "Olivia Hart" } }]);
    await waitFor(() => expect(router.refresh).toHaveBeenCalled());
  });

  it("has nothing to save while the name is the present one", async () => {
    render(<NameForm name="Mia" />);
    expect(screen.getByRole<HTMLButtonElement>("button", { name: "Save" }).disabled).toBe(true);
    await userEvent.type(screen.getByRole("textbox", { name: "Name" }), " ");
    expect(screen.getByRole<HTMLButtonElement>("button", { name: "Save" }).disabled).toBe(true);
  });

  it("keeps what was typed where it is refused, and says why at the field", async () => {
    const errors = [{ path: "/name", message: "may have at most 80 characters" }];
    answeringPortal(() => refusal(422, { code: "invalid_body", errors }));
    render(<NameForm name="Mia" />);
    const field = screen.getByRole<HTMLInputElement>("textbox", { name: "Name" });
    await userEvent.type(field, "xx{Enter}");
    await screen.findByText("may have at most 80 characters");
    expect([field.value, field.getAttribute("aria-invalid")]).toEqual(["Miaxx", "true"]);
  });
});

it("the question for the first owner's name can wait", async () => {
  render(<FirstName />);
  expect(screen.getByRole<HTMLInputElement>("textbox", { name: "Name" }).value).toBe("");
  await press("Not now");
  expect(screen.queryByText("What is your name?")).toBeNull();
});

describe("the form for one's own password", () => {
  async function fillIn(current: string, next: string, repeat = next) {
    await userEvent.type(screen.getByLabelText("Present password"), current);
    await userEvent.type(screen.getByLabelText("New password"), next);
    await userEvent.type(screen.getByLabelText("Repeat it"), repeat);
    await press("Change password");
  }
  const values = () =>
    ["Present password", "New password", "Repeat it"].map(
      (label) => screen.getByLabelText<HTMLInputElement>(label).value,
    );

  it("sends the present and the new one once, and forgets them", async () => {
    const requests = answeringPortal(done);
    render(<PasswordForm email="mia@example.com" />);
    await fillIn("old one 123", "seven new harbours");
    expect(requests).toMatchObject([
      {
        method: "POST",
        path: "/api/me/password",
        body: { current: "old one 123", new: "seven new harbours" },
      },
    ]);
    await waitFor(() => expect(values()).toEqual(["", "", ""]));
  });

  it("sends nothing while the two differ, and leads to the second", async () => {
    const requests = answeringPortal(done);
    render(<PasswordForm email="mia@example.com" />);
    await fillIn("old one 123", "seven new harbours", "seven new harbors");
    await screen.findByText("The two are not the same");
    expect(requests).toEqual([]);
    expect(document.activeElement).toBe(screen.getByLabelText("Repeat it"));
  });

  it("says at the present one that it is wrong, and keeps the others", async () => {
    const errors = [{ path: "/current", message: "This is not your present password" }];
    answeringPortal(() => refusal(422, { code: "invalid_body", errors }));
    render(<PasswordForm email="mia@example.com" />);
    await fillIn("wrong", "seven new harbours");
    await screen.findByText("This is not your present password");
    expect(document.activeElement).toBe(screen.getByLabelText("Present password"));
    expect(values()[1]).toBe("seven new harbours");
  });

  it("says at the new one why it is refused, and keeps the others", async () => {
    const message = "This is one of the most common passwords. Choose one that nobody would guess.";
    answeringPortal(() => refusal(422, { code: "invalid_body", errors: [{ path: "/new", message }] }));
    render(<PasswordForm email="mia@example.com" />);
    await fillIn("old one 123", "password12345");
    const field = screen.getByLabelText("New password");
    await waitFor(() => expect(field).toBe(document.activeElement));
    expect(field.getAttribute("aria-describedby")).toContain(screen.getByText(message).id);
    expect(screen.queryByRole("alert")).toBeNull();
    expect(values()).toEqual(["old one 123", "password12345", "password12345"]);
  });
});
