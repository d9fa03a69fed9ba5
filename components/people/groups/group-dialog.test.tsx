import { render, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { GroupView } from "@/lib/identity/groups/read-groups";
import { forgetAddress, router } from "@/tests/support/address-bar";
import { answeringPortal, refusal } from "@/tests/support/answering-portal";
import { GroupDialog } from "./group-dialog";
import { GroupList } from "./group-list";

beforeEach(forgetAddress);
afterEach(() => vi.unstubAllGlobals());

const WORKSPACES = [
  { slug: "harbour", name: "Harbour Dental", colour: 0 },
  { slug: "solar", name: "Greenfield Solar", colour: 1 },
];
const PEOPLE = [
  { id: "mia", name: "Mia Chen", email: "mia@example.com" },
  { id: "tom", name: "Tom Okafor", email: "tom@example.com" },
];
const GROUP: GroupView = {
  id: "g1",
  name: "Clinics",
  version: 4,
  workspaces: [{ slug: "harbour", name: "Harbour Dental", colour: 0 }],
  members: [{ userId: "mia", name: "Mia Chen", email: "mia@example.com", role: "editor", disabled: false }],
};
const LOSS = {
  user: { id: "mia", name: "Mia Chen" },
  workspace: { name: "Harbour Dental" },
  before: "editor",
  after: null,
};
const press = (name: string) => userEvent.click(screen.getByRole("button", { name }));

test("a new group is sent with its workspaces and people", async () => {
  const requests = answeringPortal(() => Response.json({}, { status: 201 }));
  render(
    <GroupDialog
      group={null}
      workspaces={WORKSPACES}
      people={PEOPLE}
      trigger={<button type="button">New</button>}
    />,
  );
  await press("New");
  await userEvent.type(screen.getByLabelText("Name"), " Field team ");
  await userEvent.click(screen.getByRole("checkbox", { name: "Greenfield Solar" }));
  await userEvent.selectOptions(screen.getByRole("combobox", { name: "Role of Tom Okafor" }), "Viewer");
  await press("Make group");
  await waitFor(() => expect(router.refresh).toHaveBeenCalled());
  expect(requests).toMatchObject([
    {
      method: "POST",
      path: "/api/groups",
      body: { name: "Field team", workspaces: ["solar"], members: [{ userId: "tom", role: "viewer" }] },
    },
  ]);
});

test("who would lose what is shown before a change is saved, and a further edit asks again", async () => {
  const requests = answeringPortal(({ path }) =>
    Response.json(path.endsWith("/preview") ? { changes: [LOSS] } : {}),
  );
  render(<GroupList groups={[GROUP]} workspaces={WORKSPACES} people={PEOPLE} />);
  await press("Edit Clinics");
  await userEvent.selectOptions(screen.getByRole("combobox", { name: "Role of Mia Chen" }), "Not in it");
  await press("Save");
  expect((await screen.findByRole("alert")).textContent).toContain("Mia Chen loses editor in Harbour Dental");
  await userEvent.click(screen.getByRole("checkbox", { name: "Greenfield Solar" }));
  expect(screen.queryByRole("alert")).toBeNull();
  await press("Save");
  await press("Save and take roles back");
  await waitFor(() => expect(router.refresh).toHaveBeenCalled());
  expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
    "POST /api/groups/g1/preview",
    "POST /api/groups/g1/preview",
    "PATCH /api/groups/g1",
  ]);
  expect(requests[2]?.body).toEqual({
    name: "Clinics",
    workspaces: ["harbour", "solar"],
    members: [],
    version: 4,
  });
});

test("a change by which nobody loses anything is saved at once", async () => {
  const gain = { ...LOSS, before: null, after: "viewer" };
  const requests = answeringPortal(({ path }) =>
    Response.json(path.endsWith("/preview") ? { changes: [gain] } : {}),
  );
  render(<GroupList groups={[GROUP]} workspaces={WORKSPACES} people={PEOPLE} />);
  await press("Edit Clinics");
  await userEvent.click(screen.getByRole("checkbox", { name: "Greenfield Solar" }));
  await press("Save");
  await waitFor(() => expect(requests.map(({ method }) => method)).toEqual(["POST", "PATCH"]));
});

test("somebody else's change is not overwritten: what was typed stays, and it says what to do", async () => {
  answeringPortal(({ path }) =>
    path.endsWith("/preview")
      ? Response.json({ changes: [] })
      : refusal(409, { code: "conflict", title: "Not as things are", detail: "Load it again" }),
  );
  render(<GroupList groups={[GROUP]} workspaces={WORKSPACES} people={PEOPLE} />);
  await press("Edit Clinics");
  await userEvent.type(screen.getByLabelText("Name"), " East");
  await press("Save");
  expect((await screen.findByRole("alert")).textContent).toContain("Load it again");
  expect(screen.getByLabelText<HTMLInputElement>("Name").value).toBe("Clinics East");
});

test("a group is removed after a question that names who loses what", async () => {
  const requests = answeringPortal(({ path }) =>
    path.endsWith("/preview") ? Response.json({ changes: [LOSS] }) : new Response(null, { status: 204 }),
  );
  render(<GroupList groups={[GROUP]} workspaces={WORKSPACES} people={PEOPLE} />);
  await press("Remove Clinics");
  const question = within(await screen.findByRole("alertdialog"));
  expect(question.getByText("Mia Chen loses editor in Harbour Dental")).toBeTruthy();
  expect(requests).toHaveLength(1);
  await userEvent.click(question.getByRole("button", { name: "Remove group" }));
  await waitFor(() => expect(requests[1]).toMatchObject({ method: "DELETE", path: "/api/groups/g1" }));
});
