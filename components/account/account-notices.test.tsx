import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { forgetAddress, goTo, router } from "@/tests/support/address-bar";
import { answeringPortal, refusal } from "@/tests/support/answering-portal";
import { AccountNotices } from "./account-notices";
// Loaded here, so that no test waits until it is compiled.
import "./notice-box";

beforeEach(forgetAddress);
afterEach(() => vi.unstubAllGlobals());

const at = new Date().toISOString();
const byLink = {
  notice: { id: "n1", at, kind: "password_by_link" as const, detail: { by: "Olivia Hart" } },
  quiet: false,
};
const newDevice = (detail: { ip: string | null; userAgent: string | null }) => ({
  notice: { id: "n2", at, kind: "new_device" as const, detail },
  quiet: true,
});

it("say who did it, from where, and what to do about it", async () => {
  const detail = { ip: "203.0.113.7", userAgent: "Mozilla/5.0 (X11; Linux x86_64) Chrome/1.0 Safari/1.0" };
  render(<AccountNotices notices={[byLink, newDevice(detail)]} />);
  await waitFor(() =>
    expect(document.body.textContent).toContain("by a link that Olivia Hart made just now"),
  );
  expect(document.body.textContent).toContain("Chrome on Linux at 203.0.113.7 signed in as you just now");
  screen.getByRole("link", { name: "Sessions and password" });
});

it("are one warning where they are several, which are read one by one or all at once", async () => {
  goTo("/account");
  const requests = answeringPortal(() => new Response(null, { status: 204 }));
  render(<AccountNotices notices={[byLink, newDevice({ ip: null, userAgent: null })]} />);
  await screen.findByText("2 things happened to your account");
  // The advice is the same for both, and there is no link to the page on which they are.
  expect(screen.getAllByText(/If you don't expect this/)).toHaveLength(1);
  expect(screen.queryByRole("link")).toBeNull();
  await userEvent.click(
    screen.getByRole("button", { name: /I know about it: A sign-in with a new browser/ }),
  );
  await waitFor(() => expect(router.refresh).toHaveBeenCalledTimes(1));
  await userEvent.click(screen.getByRole("button", { name: "I know about all of it" }));
  await waitFor(() => expect(router.refresh).toHaveBeenCalledTimes(3));
  expect(requests.map(({ path }) => path.split("/").at(-1))).toEqual(["n2", "n1", "n2"]);
});

it("of a new browser are in nobody's way: they are on the first page and that of the account", () => {
  goTo("/acme/call-flows");
  const detail = { ip: null, userAgent: null };
  render(<AccountNotices notices={[newDevice(detail)]} />);
  expect(document.body.textContent).toBe("");
});

it("go when they were read, here or in another tab", async () => {
  const requests = answeringPortal(() => refusal(404, { code: "not_found" }));
  render(<AccountNotices notices={[byLink]} />);
  await userEvent.click(await screen.findByRole("button", { name: "I know about it" }));
  expect(requests).toMatchObject([{ method: "DELETE", path: "/api/me/notices/n1" }]);
  await waitFor(() => expect(router.refresh).toHaveBeenCalled());
});

it("stay, with the reason, where that can't be noted", async () => {
  answeringPortal(() =>
    refusal(503, { code: "database_unavailable", title: "The database can't be reached" }),
  );
  render(<AccountNotices notices={[byLink]} />);
  await userEvent.click(await screen.findByRole("button", { name: "I know about it" }));
  await screen.findAllByText("The database can't be reached");
  expect(router.refresh).not.toHaveBeenCalled();
});
