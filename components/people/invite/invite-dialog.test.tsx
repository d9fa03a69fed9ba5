import { render, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { answeringPortal, laterAnswer, refusal } from "@/tests/support/answering-portal";
import { InviteDialog } from "./invite-dialog";

afterEach(() => vi.unstubAllGlobals());

const WORKSPACES = [
  { slug: "harbour", name: "Harbour Dental", colour: 0 },
  { slug: "solar", name: "Greenfield Solar", colour: 1 },
];
const GROUPS = [{ id: "g1", name: "Field team" }];
const LINK = "https://portal.example.com/invite/abc";

const result = (email: string, more: object = {}) => ({
  ...{ email, name: email, outcome: "invited", reason: null, roles: [], inviteUrl: LINK, mailedTo: null },
  ...more,
});
const answer = (...items: object[]) => Response.json({ items });

async function openDialog() {
  render(<InviteDialog workspaces={WORKSPACES} groups={GROUPS} />);
  await userEvent.click(screen.getByRole("button", { name: "Invite people" }));
}
const addresses = () => screen.getByLabelText<HTMLInputElement>("E-mail addresses");
const press = (name: string) => userEvent.click(screen.getByRole("button", { name }));
const choose = (name: string, role: string) =>
  userEvent.selectOptions(screen.getByRole("combobox", { name }), role);

async function paste(text: string) {
  await userEvent.click(addresses());
  await userEvent.paste(text);
}

test("a pasted list is sent with its names, and what was typed last too, without any right that nobody chose", async () => {
  const requests = answeringPortal(() => answer(result("mia@example.com")));
  await openDialog();
  await paste("Mia Chen <mia@example.com>; tom@example.com");
  await userEvent.type(addresses(), "lea.novak@example.com");
  await press("Invite 3 people");
  await screen.findByRole("dialog", { name: "1 person is invited" });
  expect(requests).toMatchObject([
    {
      method: "POST",
      path: "/api/invitations/batch",
      body: {
        people: [
          { email: "mia@example.com", name: "Mia Chen" },
          { email: "tom@example.com", name: "Tom" },
          { email: "lea.novak@example.com", name: "Lea Novak" },
        ],
        roles: [],
        groups: [],
        owner: false,
      },
    },
  ]);
});

test("roles are chosen for each workspace and group, or for all workspaces at once", async () => {
  const requests = answeringPortal(() => answer(result("mia@example.com")));
  await openDialog();
  await paste("mia@example.com");
  await choose("Workspaces: a role for all that are shown", "Editor");
  await choose("Role in Greenfield Solar", "Viewer");
  await choose("Role in Field team", "Auditor");
  await userEvent.click(screen.getByRole("checkbox", { name: "Owners" }));
  await press("Invite");
  await waitFor(() => expect(requests).toHaveLength(1));
  expect(requests[0]?.body).toMatchObject({
    roles: [
      { workspace: "harbour", role: "editor" },
      { workspace: "solar", role: "viewer" },
    ],
    groups: [{ group: "g1", role: "auditor" }],
    owner: true,
  });
});

test("what is no address is named, nothing is sent, and it can be taken out by keyboard", async () => {
  const requests = answeringPortal(() => answer(result("mia@example.com")));
  await openDialog();
  await paste("mia@example.com, carla@northline");
  await press("Invite 2 people");
  const fault = await screen.findByText("carla@northline is not an e-mail address");
  expect(addresses().getAttribute("aria-describedby")).toContain(fault.id);
  await waitFor(() => expect(document.activeElement).toBe(addresses()));
  expect(requests).toEqual([]);
  await userEvent.keyboard("{Backspace}");
  await userEvent.click(screen.getByRole("button", { name: "Invite" }));
  await waitFor(() => expect(requests).toHaveLength(1));
});

test("without any address it says so", async () => {
  const requests = answeringPortal(() => answer());
  await openDialog();
  await press("Invite");
  await screen.findByText("Give at least one e-mail address");
  expect(requests).toEqual([]);
});

test("each person's result is told: a link of their own, new roles, or why not", async () => {
  const role = { workspace: { name: "Harbour Dental" }, before: null, after: "editor" };
  answeringPortal(() =>
    answer(
      result("mia@example.com", { name: "Mia" }),
      result("tom@example.com", { name: "Tom", inviteUrl: `${LINK}2` }),
      result("lea@example.com", { name: "Lea", outcome: "here", inviteUrl: null, roles: [role] }),
      result("gus@example.com", { name: "Gus", outcome: "refused", inviteUrl: null, reason: "is disabled" }),
    ),
  );
  await openDialog();
  await paste("mia@example.com");
  await press("Invite");
  const list = within(await screen.findByRole("list", { name: "People" }));
  const rows = list.getAllByRole("listitem").map((row) => row.textContent);
  expect(rows[2]).toContain("Was here already");
  expect(rows[2]).toContain("Now editor in Harbour Dental.");
  expect(rows[3]).toContain("is disabled");
  expect(list.getByLabelText<HTMLInputElement>("Invitation link for Tom").value).toBe(`${LINK}2`);
  expect(screen.getByRole("button", { name: "Copy all links" })).toBeTruthy();
  expect(screen.getByRole("button", { name: "Copy the link for Mia" })).toBeTruthy();
});

test("links that are shown once are not lost to an Escape that comes before them", async () => {
  const late = laterAnswer();
  answeringPortal(() => late.answer);
  await openDialog();
  await paste("mia@example.com");
  await press("Invite");
  await userEvent.keyboard("{Escape}");
  late.give(answer(result("mia@example.com", { name: "Mia" })));
  const link = await screen.findByLabelText<HTMLInputElement>("Invitation link for Mia");
  expect(link.value).toBe(LINK);
  await press("Done");
  await press("Invite people");
  expect(screen.queryByLabelText("Invitation link for Mia")).toBeNull();
});

test("a refusal keeps what was typed", async () => {
  answeringPortal(() => refusal(409, { code: "conflict", title: "Not now", detail: "Load again" }));
  await openDialog();
  await paste("mia@example.com");
  await choose("Role in Harbour Dental", "Editor");
  await press("Invite");
  expect((await screen.findByRole("alert")).textContent).toContain("Load again");
  expect(screen.getByRole("button", { name: "Remove mia@example.com" })).toBeTruthy();
  expect(screen.getByRole<HTMLSelectElement>("combobox", { name: "Role in Harbour Dental" }).value).toBe(
    "editor",
  );
});
