import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { answeringPortal } from "@/tests/support/answering-portal";
import { exampleProvider } from "@/tests/support/example-provider";
import { DirectorySection } from "./directory-section";

afterEach(() => vi.unstubAllGlobals());

const directory = {
  connectedAt: "2026-05-20T10:00:00Z",
  tokenHint: "9xYz",
  tokenMadeAt: "2026-05-20T10:00:00Z",
  lastUsedAt: null,
  users: 1,
  groups: 2,
};
const address = "https://portal.example/api/scim/v2";
const press = (name: string) => userEvent.click(screen.getByRole("button", { name }));

it("connecting shows the token once, in a field to copy from", async () => {
  const requests = answeringPortal(() => Response.json({ token: "swb_secret" }, { status: 201 }));
  render(<DirectorySection provider={exampleProvider()} address={address} />);
  expect(screen.queryByText(address)).toBeNull();
  await press("Connect");
  expect(await screen.findByDisplayValue("swb_secret")).toBeTruthy();
  expect(requests).toMatchObject([{ method: "POST", path: "/api/sign-in-providers/p1/directory" }]);
});

it("a connected directory shows its address, and that nobody has used its token yet", () => {
  render(<DirectorySection provider={exampleProvider({ directory })} address={address} />);
  expect(screen.getByText(address)).toBeTruthy();
  expect(screen.getByText(/never used yet/)).toBeTruthy();
  expect(screen.getByText("1 person, 2 groups")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Connect" })).toBeNull();
});

it("a token is replaced only after a question, and the new one is shown", async () => {
  const requests = answeringPortal(() => Response.json({ token: "swb_next" }, { status: 201 }));
  render(<DirectorySection provider={exampleProvider({ directory })} address={address} />);
  await press("Replace token");
  expect(requests).toEqual([]);
  await userEvent.click(within(screen.getByRole("alertdialog")).getByRole("button", { name: "Replace" }));
  expect(await screen.findByDisplayValue("swb_next")).toBeTruthy();
});

it("a directory whose groups give roles stays connected, and the question says why", async () => {
  answeringPortal(() =>
    Response.json(
      { status: 409, code: "conflict", detail: "The groups of this directory give roles." },
      { status: 409 },
    ),
  );
  render(<DirectorySection provider={exampleProvider({ directory })} address={address} />);
  await press("Disconnect");
  await userEvent.click(within(screen.getByRole("alertdialog")).getByRole("button", { name: "Disconnect" }));
  await waitFor(() => expect(screen.getByRole("alert").textContent).toContain("give roles"));
});
