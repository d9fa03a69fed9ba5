import { act, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { answeringPortal, refusal } from "@/tests/support/answering-portal";
import { LinkPage } from "./link-page";

const ANNA = { name: "Anna Smith", email: "anna@example.com", provider: null };

beforeEach(() => window.history.replaceState(null, "", "/invite#/token-1"));
afterEach(() => vi.unstubAllGlobals());

const heading = (name: string | RegExp) => screen.findByRole("heading", { level: 1, name });
const answer = (body: unknown) => Response.json(body);

it("a link's token is sent in the body of a question, and its person is welcomed", async () => {
  const requests = answeringPortal(() => answer(ANNA));
  render(<LinkPage kind="invitation" />);
  await heading("Welcome, Anna Smith");
  expect(screen.getByText("anna@example.com")).toBeDefined();
  expect(requests).toMatchObject([
    { method: "POST", path: "/api/invitations/preview", body: { token: "token-1" } },
  ]);
});

it("a link that no longer works, and an address without one, say so", async () => {
  answeringPortal(() => refusal(404, { code: "not_found", detail: "This link was used already" }));
  const { unmount } = render(<LinkPage kind="reset" />);
  await heading("This link no longer works");
  unmount();
  window.history.replaceState(null, "", "/invite");
  const requests = answeringPortal(() => answer(ANNA));
  render(<LinkPage kind="invitation" />);
  await heading("This invitation no longer works");
  expect(requests).toEqual([]);
});

it("a link that can't be read right now was not used, and can be attempted again", async () => {
  answeringPortal(() =>
    refusal(503, { code: "database_unavailable", title: "The database can't be reached" }),
  );
  render(<LinkPage kind="reset" />);
  await heading("Your link can't be read right now");
  expect(screen.getByRole("button", { name: "Try again" })).toBeDefined();
});

it("another link that is opened in the same page is that of another person", async () => {
  answeringPortal(({ body }) =>
    answer({ ...ANNA, name: JSON.stringify(body).includes("token-2") ? "Ben Fletcher" : "Anna Smith" }),
  );
  render(<LinkPage kind="invitation" />);
  await heading("Welcome, Anna Smith");
  act(() => {
    window.history.replaceState(null, "", "/invite#/token-2");
    window.dispatchEvent(new Event("hashchange"));
  });
  await heading("Welcome, Ben Fletcher");
});

it("people whose company signs them in need no password", async () => {
  answeringPortal(() => answer({ ...ANNA, provider: { id: "p1", name: "Acme" } }));
  render(<LinkPage kind="invitation" />);
  expect((await screen.findByRole("link", { name: "Continue with Acme" })).getAttribute("href")).toContain(
    "/p1?",
  );
});
