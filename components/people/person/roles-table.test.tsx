import { render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { PersonRole } from "@/lib/identity/person-page";
import { forgetAddress, router } from "@/tests/support/address-bar";
import { answeringPortal, refusal } from "@/tests/support/answering-portal";
import { RolesTable } from "./roles-table";

beforeEach(forgetAddress);
afterEach(() => vi.unstubAllGlobals());

const row = (workspace: string, name: string, direct: PersonRole["direct"], group?: string): PersonRole => ({
  ...{ workspace, name, colour: 0, direct },
  role: direct,
  through: group ? [{ name: "Field team", role: group }] : [],
});
const ROLES = [
  row("harbour", "Harbour Dental", "editor"),
  row("solar", "Greenfield Solar", null),
  { ...row("metro", "Metro Towing", null, "editor"), role: "editor" as const },
];

function show(locked = false) {
  render(<RolesTable person={{ id: "p1", name: "Mia Chen" }} roles={ROLES} locked={locked} />);
}
const select = (name: string) => screen.getByRole<HTMLSelectElement>("combobox", { name });
const choose = (name: string, option: string) => userEvent.selectOptions(select(name), option);
const options = (name: string) => [...select(name).options].map(({ text }) => text);
const bar = () => screen.queryByRole("button", { name: "Save roles" });

test("nothing can be saved before something is chosen, nor after it is chosen back", async () => {
  show();
  expect(bar()).toBeNull();
  await choose("Role in Greenfield Solar", "Viewer");
  expect(bar()).not.toBeNull();
  await choose("Role in Greenfield Solar", "No access");
  expect(bar()).toBeNull();
});

test("one Save sends what changed and nothing else, and says before what that is", async () => {
  const requests = answeringPortal(() => Response.json({}));
  show();
  await choose("Role in Harbour Dental", "No access");
  await choose("Role in Greenfield Solar", "Viewer");
  expect(screen.getByText("2 roles change")).toBeTruthy();
  expect(screen.getByRole("status").textContent).toBe(
    "no access to Harbour Dental, viewer in Greenfield Solar",
  );
  expect(screen.getByRole("row", { name: /Harbour Dental/ }).textContent).toContain("was editor");
  await userEvent.keyboard("{Control>}s{/Control}");
  await waitFor(() => expect(router.refresh).toHaveBeenCalled());
  expect(requests).toMatchObject([
    {
      method: "PUT",
      path: "/api/users/p1/roles",
      body: {
        roles: [
          { workspace: "harbour", role: null },
          { workspace: "solar", role: "viewer" },
        ],
      },
    },
  ]);
});

test("what a group gives is named, and less than that can't be chosen", async () => {
  show();
  expect(screen.getByRole("row", { name: /Metro Towing/ }).textContent).toContain(
    "Through Field team (editor)",
  );
  expect(options("Role in Metro Towing")).toEqual(["Editor (group)", "Admin"]);
});

test("a role of one's own below the group's is named, and what counts is shown", () => {
  const both = { ...row("pine", "Pine Insurance", "viewer", "admin"), role: "admin" as const };
  render(<RolesTable person={{ id: "p1", name: "Mia Chen" }} roles={[both]} locked={false} />);
  expect(select("Role in Pine Insurance").selectedOptions[0]?.text).toBe("Admin (group)");
  expect(screen.getByRole("row", { name: /Pine Insurance/ }).textContent).toContain(
    "Given directly (viewer), through Field team (admin)",
  );
});

test("a role for all is set where it would count", async () => {
  const requests = answeringPortal(() => Response.json({}));
  show();
  await choose("Set the role in all workspaces that are shown", "Viewer");
  await userEvent.click(screen.getByRole("button", { name: "Save roles" }));
  await waitFor(() => expect(requests).toHaveLength(1));
  expect(requests[0]?.body).toEqual({
    roles: [
      { workspace: "harbour", role: "viewer" },
      { workspace: "solar", role: "viewer" },
    ],
  });
});

test("a refusal keeps the draft and says why, and Discard gives it up", async () => {
  const detail = "The last admin of Harbour Dental would go. Make somebody else an admin there first";
  answeringPortal(() => refusal(409, { code: "conflict", title: "Not as things are", detail }));
  show();
  await choose("Role in Harbour Dental", "Viewer");
  await userEvent.click(screen.getByRole("button", { name: "Save roles" }));
  expect((await screen.findByRole("alert")).textContent).toContain(detail);
  expect(select("Role in Harbour Dental").value).toBe("viewer");
  await userEvent.click(screen.getByRole("button", { name: "Discard" }));
  expect([select("Role in Harbour Dental").value, screen.queryByRole("alert")]).toEqual(["editor", null]);
});

test("nothing can be chosen for somebody who has left for good", () => {
  show(true);
  expect(screen.getAllByRole<HTMLSelectElement>("combobox").every(({ disabled }) => disabled)).toBe(true);
});
