import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { answeringPortal } from "@/tests/support/answering-portal";
import { MailSection } from "./mail-section";

afterEach(() => vi.unstubAllGlobals());

const MAIL = {
  server: "mail.example.com:587",
  isEncrypted: true,
  from: { name: "Switchboard", address: "portal@example.com" },
  publicUrl: "https://portal.example.com/",
  waiting: 0,
  lastError: null,
};

it("where nobody set mail up, it says who can, and there is nothing to try out", () => {
  render(<MailSection mail={null} />);
  expect(screen.getByText("No mail is set up")).toBeDefined();
  expect(screen.queryByRole("button")).toBeNull();
});

it("a test says what the mail server answered, good or bad", async () => {
  const answers = [
    { sent: true, error: null, reply: "250 taken", durationMs: 12 },
    { sent: false, error: "The mail server refused the sender (553)", reply: "553 not you", durationMs: 9 },
  ];
  const requests = answeringPortal(() => Response.json(answers[requests.length - 1]));
  render(<MailSection mail={MAIL} />);
  const press = () => userEvent.click(screen.getByRole("button", { name: "Send a test mail to me" }));
  await press();
  expect((await screen.findByRole("alert")).textContent).toContain("250 taken");
  await press();
  const refused = await screen.findByText("The mail was not sent");
  expect(refused.closest('[role="alert"]')?.textContent).toContain("refused the sender (553)");
  expect(requests.map(({ path }) => path)).toEqual(Array(2).fill("/api/portal-settings/test-mail"));
});

it("mails that wait, and why, can be seen", () => {
  render(<MailSection mail={{ ...MAIL, waiting: 2, lastError: "The mail server did not answer in time" }} />);
  expect(screen.getByText("2 mails wait")).toBeDefined();
  expect(screen.getByText(/did not answer in time/)).toBeDefined();
});
