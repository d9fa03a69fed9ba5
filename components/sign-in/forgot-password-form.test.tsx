import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { answeringPortal, refusal } from "@/tests/support/answering-portal";
import { ForgotPasswordForm } from "./forgot-password-form";

afterEach(() => vi.unstubAllGlobals());

async function ask(email: string) {
  render(<ForgotPasswordForm minutes={30} />);
  if (email !== "") await userEvent.type(screen.getByLabelText("E-mail"), email);
  await userEvent.click(screen.getByRole("button", { name: "Send me a link" }));
}

it("says what to do next, whether or not there is such an account, and no second link at once", async () => {
  const requests = answeringPortal(() => Response.json({ validMinutes: 30 }, { status: 202 }));
  await ask("mia@example.com");
  const status = await screen.findByRole("status");
  expect(status.textContent).toContain("If mia@example.com has an account here, a link is on its way");
  expect(requests).toMatchObject([
    { method: "POST", path: "/api/password-resets", body: { email: "mia@example.com" } },
  ]);
  expect(screen.getByRole<HTMLButtonElement>("button", { name: /^Send again/ }).disabled).toBe(true);
});

it("sends nothing without an address, and says so at the field", async () => {
  const requests = answeringPortal(() => Response.json({ validMinutes: 30 }, { status: 202 }));
  await ask("");
  expect(screen.getByLabelText("E-mail").getAttribute("aria-invalid")).toBe("true");
  expect(requests).toEqual([]);
});

it("a refusal leaves what was typed", async () => {
  answeringPortal(() => refusal(429, { code: "too_many_requests", detail: "Too many links were asked for" }));
  await ask("mia@example.com");
  expect((await screen.findByRole("alert")).textContent).toContain("Too many links were asked for");
  expect(screen.getByLabelText<HTMLInputElement>("E-mail").value).toBe("mia@example.com");
});
