import { render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { answeringPortal, laterAnswer, refusal } from "@/tests/support/answering-portal";
import { AddPersonDialog } from "./add-person-dialog";

afterEach(() => vi.unstubAllGlobals());

const LINK = "https://portal.example.com/invitations/abc";
const invited = () => Response.json({ inviteUrl: LINK }, { status: 201 });
const openDialog = () => userEvent.click(screen.getByRole("button", { name: "Add person" }));
const link = () => screen.queryByLabelText("Invitation link") as HTMLInputElement | null;

async function fillIn() {
  render(<AddPersonDialog />);
  await openDialog();
  await userEvent.type(screen.getByLabelText("Name"), "  Noor Haddad ");
  await userEvent.type(screen.getByLabelText("E-mail"), "noor@example.com");
}

test("nobody becomes an owner unless it was ticked", async () => {
  const requests = answeringPortal(invited);
  await fillIn();
  await userEvent.keyboard("{Enter}");
  await screen.findByRole("dialog", { name: "Noor Haddad is invited" });
  expect(requests).toMatchObject([
    {
      method: "POST",
      path: "/api/users",
      body: { name: "Noor Haddad", email: "noor@example.com", owner: false },
    },
  ]);
});

test("an owner is made by ticking the box that says so", async () => {
  const requests = answeringPortal(invited);
  await fillIn();
  await userEvent.click(screen.getByRole("checkbox", { name: "Owner" }));
  await userEvent.click(screen.getByRole("button", { name: "Add person" }));
  await waitFor(() => expect(requests[0]?.body).toMatchObject({ owner: true }));
});

test("the link that is shown once is not lost to an Escape that comes before it", async () => {
  const late = laterAnswer();
  answeringPortal(() => late.answer);
  await fillIn();
  await userEvent.keyboard("{Enter}{Escape}");
  late.give(invited());
  await waitFor(() => expect(link()?.value).toBe(LINK));
});

test("the link is gone when the dialog opens again, for the next person", async () => {
  answeringPortal(invited);
  await fillIn();
  await userEvent.keyboard("{Enter}");
  await waitFor(() => expect(link()).not.toBeNull());
  await userEvent.click(screen.getByRole("button", { name: "Done" }));
  await openDialog();
  expect(link()).toBeNull();
  expect((screen.getByLabelText("Name") as HTMLInputElement).value).toBe("");
});

test("faults are said at their fields, and what has no field above them", async () => {
  const errors = [
    { path: "/email", message: "This address has an account" },
    { path: "", message: "The plan has no place left" },
  ];
  answeringPortal(() => refusal(422, { code: "validation_failed", detail: "See the errors", errors }));
  await fillIn();
  await userEvent.keyboard("{Enter}");
  const field = screen.getByLabelText("E-mail");
  await waitFor(() => expect(document.activeElement).toBe(field));
  expect(document.getElementById(field.getAttribute("aria-describedby") ?? "")?.textContent).toBe(
    "This address has an account",
  );
  expect(screen.getByRole("alert").textContent).toContain("The plan has no place left");
});
