import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { answeringPortal, refusal } from "@/tests/support/answering-portal";
import { exampleProvider } from "@/tests/support/example-provider";
import { GroupsSection } from "./groups-section";

afterEach(() => vi.unstubAllGlobals());

const provider = exampleProvider();
const workspaces = [{ id: "w1", name: "Harbour" }];
const lost = {
  user: { name: "Maya" },
  workspace: { name: "Harbour" },
  before: "editor",
  after: null,
};

const press = (name: string | RegExp) => userEvent.click(screen.getByRole("button", { name }));

it("a mapping is saved only after its reader has seen who gains and loses what", async () => {
  const requests = answeringPortal(({ path }) =>
    path.endsWith("/preview")
      ? Response.json({ items: [lost], people: 2, groups: ["support"] })
      : Response.json({}),
  );
  render(<GroupsSection provider={provider} workspaces={workspaces} />);
  await press("Remove the group support");
  expect(screen.queryByRole("button", { name: "Save and apply" })).toBeNull();
  await press("Show what changes");
  await screen.findByText("1 role changes, of which 1 is lost");
  expect(screen.getByRole("row", { name: /Maya.*Harbour.*no role/ })).toBeTruthy();
  await press("Save and apply");
  await waitFor(() => expect(requests).toHaveLength(2));
  expect(requests).toMatchObject([
    { method: "POST", path: "/api/sign-in-providers/p1/preview", body: { groupRoles: [] } },
    { method: "PATCH", path: "/api/sign-in-providers/p1", body: { groupsClaim: "groups", groupRoles: [] } },
  ]);
});

it("what was shown counts no more after another edit", async () => {
  answeringPortal(() => Response.json({ items: [], people: 0, groups: [] }));
  render(<GroupsSection provider={provider} workspaces={workspaces} />);
  await userEvent.selectOptions(screen.getByLabelText("Role"), "admin");
  await press("Show what changes");
  await screen.findByText("Nobody's role changes now");
  await userEvent.selectOptions(screen.getByLabelText("Role"), "viewer");
  expect(screen.queryByText("Nobody's role changes now")).toBeNull();
  expect(screen.getByRole("button", { name: "Show what changes" })).toBeTruthy();
});

it("without a claim groups give nothing, and the preview says so", async () => {
  const requests = answeringPortal(() => Response.json({ items: [lost], people: 2, groups: [] }));
  render(<GroupsSection provider={provider} workspaces={workspaces} />);
  await userEvent.clear(screen.getByLabelText("Claim with the groups"));
  await press("Show what changes");
  await waitFor(() => expect(requests[0]?.body).toEqual({ groupRoles: [], directoryGroups: false }));
});

it("the directory's groups can be chosen once one is connected, and count without a claim", async () => {
  const requests = answeringPortal(({ path }) =>
    path.endsWith("/preview") ? Response.json({ items: [], people: 0, groups: [] }) : Response.json({}),
  );
  const directory = {
    connectedAt: "",
    tokenHint: "",
    tokenMadeAt: "",
    lastUsedAt: null,
    users: 0,
    groups: 0,
  };
  render(
    <GroupsSection provider={exampleProvider({ groupsClaim: null, directory })} workspaces={workspaces} />,
  );
  await userEvent.selectOptions(screen.getByLabelText("Who says who is in a group"), "directory");
  expect(screen.queryByLabelText("Claim with the groups")).toBeNull();
  await press("Show what changes");
  await press("Save and apply");
  await waitFor(() => expect(requests).toHaveLength(2));
  const groupRoles = [{ group: "support", workspaceId: "w1", role: "editor" }];
  expect(requests.map(({ body }) => body)).toEqual([
    { groupRoles, directoryGroups: true },
    { groupsClaim: null, groupRoles, directoryGroups: true },
  ]);
});

it("a fault of a row is said at the row", async () => {
  const errors = [{ path: "/groupRoles/0/group", message: "Give the group's name" }];
  answeringPortal(() => refusal(422, { code: "invalid_body", errors }));
  render(<GroupsSection provider={provider} workspaces={workspaces} />);
  await userEvent.clear(screen.getByLabelText("Group"));
  await press("Show what changes");
  const field = await screen.findByText("Give the group's name");
  expect(screen.getByLabelText("Group").getAttribute("aria-describedby")).toContain(field.id);
});
