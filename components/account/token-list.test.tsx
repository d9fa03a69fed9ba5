import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { forgetAddress, router } from "@/tests/support/address-bar";
import { answeringPortal, refusal } from "@/tests/support/answering-portal";
import { NewTokenDialog } from "./new-token-dialog";
import { TokenList, whereWords } from "./token-list";

beforeEach(forgetAddress);
afterEach(() => vi.unstubAllGlobals());

const HARBOUR = { slug: "harbour", name: "Harbour Dental", role: "editor" };
const METRO = { slug: "metro", name: "Metro Towing", role: "viewer" };
const token = {
  id: "t1",
  name: "Nightly",
  hint: "aB3x",
  role: "editor",
  workspaces: [HARBOUR],
  createdAt: new Date().toISOString(),
  expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
  expired: false,
  lastUsedAt: null,
};
const done = () => new Response(null, { status: 204 });
const press = (name: string | RegExp) => userEvent.click(screen.getByRole("button", { name }));

describe("the list of tokens", () => {
  it("says what each may do where, and which one has run out", () => {
    render(<TokenList tokens={[token, { ...token, id: "t2", name: "Old", expired: true }]} />);
    const [first, second] = screen.getAllByRole("listitem").map(({ textContent }) => textContent);
    expect(first).toContain("Nightlyswb_…aB3xEditor in Harbour Dental");
    expect(first).toContain("never used");
    expect(first).not.toContain("Expired");
    expect(second).toContain("Expired");
  });

  it("names three workspaces and counts the others, with the role where it is a lesser one", () => {
    const five = ["A", "B", "C", "D", "E"].map((name) => ({ ...HARBOUR, slug: name, name }));
    expect(whereWords({ role: "editor", workspaces: five })).toBe("Editor in A, B, C and 2 more");
    expect(whereWords({ role: "editor", workspaces: [HARBOUR, METRO] })).toBe(
      "Editor in Harbour Dental, Metro Towing (viewer)",
    );
    expect(whereWords({ role: "editor", workspaces: [] })).toBe("Editor, in no workspace any more");
  });

  it("revokes after a question, and reads the page anew, also where another tab was first", async () => {
    for (const answer of [done, () => refusal(404, { code: "not_found" })]) {
      const requests = answeringPortal(answer);
      const { unmount } = render(<TokenList tokens={[token]} />);
      await press("Revoke the token Nightly");
      expect(requests).toEqual([]);
      await press("Revoke token");
      expect(requests).toMatchObject([{ method: "DELETE", path: "/api/tokens/t1" }]);
      await waitFor(() => expect(router.refresh).toHaveBeenCalled());
      await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
      unmount();
    }
  });

  it("names the person whose it is, for an owner", async () => {
    const requests = answeringPortal(done);
    render(<TokenList tokens={[token]} person={{ id: "u1", name: "Tom Okafor" }} />);
    expect(document.body.textContent).toContain("act for Tom Okafor");
    await press("Revoke the token Nightly");
    await press("Revoke token");
    expect(requests).toMatchObject([{ path: "/api/tokens/t1?user=u1" }]);
  });

  it("stays open with the reason where a token is not revoked", async () => {
    answeringPortal(() => refusal(503, { code: "database_unavailable", detail: "Try again in a moment" }));
    render(<TokenList tokens={[token]} />);
    await press("Revoke the token Nightly");
    await press("Revoke token");
    expect((await screen.findByRole("alert")).textContent).toContain("Try again in a moment");
  });
});

describe("the dialog for a new token", () => {
  const made = () => Response.json({ id: "t1", token: "swb_secret" }, { status: 201 });
  async function openDialog() {
    render(<NewTokenDialog workspaces={[HARBOUR, METRO]} />);
    await press("New token");
    await userEvent.type(screen.getByLabelText("Name"), " Nightly ");
  }
  const box = (name: RegExp) => screen.getByRole<HTMLInputElement>("checkbox", { name });

  it("sends name, role, workspaces and a life, and shows the token once with a way to use it", async () => {
    const requests = answeringPortal(made);
    await openDialog();
    await userEvent.click(box(/Harbour/));
    await userEvent.click(box(/Metro/));
    await userEvent.selectOptions(screen.getByLabelText("Expires after"), "7");
    await press("Make token");
    expect((await screen.findByLabelText<HTMLInputElement>("Token")).value).toBe("swb_secret");
    const inAWeek = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
    expect(requests).toMatchObject([
      {
        body: {
          ...{ name: "Nightly", role: "viewer", workspaces: ["harbour", "metro"] },
          expiresAt: expect.stringContaining(inAWeek),
        },
      },
    ]);
    expect(screen.getByRole("dialog").textContent).toContain("/api/workspaces/harbour/call-flows");
    await press("Done");
    await press("New token");
    expect(screen.queryByLabelText("Token")).toBeNull();
  });

  it("offers no role that its maker has nowhere, and no workspace in which they may do less", async () => {
    const requests = answeringPortal(made);
    await openDialog();
    const role = screen.getByLabelText("Role");
    const disabled = [...role.querySelectorAll("option")].filter((option) => option.disabled);
    expect(disabled.map(({ value }) => value)).toEqual(["auditor", "admin"]);
    await userEvent.click(box(/Harbour/));
    await userEvent.click(box(/Metro/));
    await userEvent.selectOptions(role, "editor");
    expect([box(/Metro/).disabled, box(/Metro/).checked, box(/Harbour/).checked]).toEqual([
      true,
      false,
      true,
    ]);
    await press("Make token");
    expect(requests).toMatchObject([{ body: { role: "editor", workspaces: ["harbour"] } }]);
  });

  it("says at the workspaces that none was chosen, and keeps what was typed", async () => {
    const errors = [{ path: "/workspaces", message: "Name at least one workspace" }];
    answeringPortal(() => refusal(422, { code: "invalid_body", errors }));
    await openDialog();
    await press("Make token");
    await screen.findByText("Name at least one workspace");
    expect(screen.getByLabelText<HTMLInputElement>("Name").value).toBe(" Nightly ");
    await waitFor(() => expect(document.activeElement).toBe(box(/Harbour/)));
  });

  it("chooses the only workspace by itself", async () => {
    render(<NewTokenDialog workspaces={[HARBOUR]} />);
    await press("New token");
    expect(box(/Harbour/).checked).toBe(true);
  });
});
