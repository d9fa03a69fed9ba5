import { render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { answeringPortal, refusal } from "@/tests/support/answering-portal";
import { ImportPeople } from "./import-people";

afterEach(() => vi.unstubAllGlobals());

const MIA = { line: 2, email: "mia@example.com", name: "Mia", outcome: "invited", reason: null, roles: [] };
const good = () => Response.json({ fingerprint: "f1", faults: [], people: [MIA] });
const press = (name: string) => userEvent.click(screen.getByRole("button", { name }));
const list = () => screen.getByLabelText<HTMLTextAreaElement>("CSV");

async function preview(text = "email\nmia@example.com") {
  render(<ImportPeople />);
  await userEvent.click(list());
  await userEvent.paste(text);
  await press("Preview");
}

test("an import sends the very text of the preview with its fingerprint, and then shows the links", async () => {
  const done = { items: [{ ...MIA, inviteUrl: "https://portal.example.com/invite/x", mailedTo: null }] };
  const requests = answeringPortal(({ path }) => (path.endsWith("/preview") ? good() : Response.json(done)));
  await preview();
  await screen.findByText("1 person, 1 of them new");
  await press("Import");
  await screen.findByLabelText("Invitation link for Mia");
  expect(requests[1]).toMatchObject({
    path: "/api/users/import",
    body: { csv: "email\nmia@example.com", fingerprint: "f1" },
  });
});

test("a fault is named by line and column, and nothing can be imported", async () => {
  const faults = [{ line: 2, column: "role", message: "“boss” is no role" }];
  answeringPortal(() => Response.json({ fingerprint: null, faults, people: [] }));
  await preview();
  const alert = await screen.findByRole("alert");
  expect(alert.textContent).toContain("2role“boss” is no role");
  expect(screen.queryByRole("button", { name: "Import" })).toBeNull();
});

test("another text needs another preview, and so does what has changed since", async () => {
  answeringPortal(({ path }) =>
    path.endsWith("/preview")
      ? good()
      : refusal(409, { code: "conflict", title: "Not as things are", detail: "Look at the preview again" }),
  );
  await preview();
  await userEvent.type(list(), " ");
  expect(screen.queryByRole("button", { name: "Import" })).toBeNull();
  await press("Preview");
  await press("Import");
  expect((await screen.findByRole("alert")).textContent).toContain("Look at the preview again");
  await waitFor(() => expect(screen.queryByRole("button", { name: "Import" })).toBeNull());
  expect(list().value).toContain("mia@example.com");
});

test("a file becomes the list", async () => {
  answeringPortal(good);
  render(<ImportPeople />);
  await userEvent.upload(
    screen.getByLabelText("Or a file"),
    new File(["email\ntom@example.com"], "people.csv", { type: "text/csv" }),
  );
  await waitFor(() => expect(list().value).toBe("email\ntom@example.com"));
});
