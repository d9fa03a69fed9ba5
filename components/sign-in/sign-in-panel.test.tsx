import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { answeringPortal, refusal } from "@/tests/support/answering-portal";
import { SignInPanel } from "./sign-in-panel";

afterEach(() => vi.unstubAllGlobals());

const ACME = { id: "p1", name: "Acme" };

const show = (providers = [ACME], failure: { title: string; detail: string } | null = null) =>
  render(
    <SignInPanel destination="/acme/audit?q=1" passkeys={false} providers={providers} failure={failure} />,
  );

const way = () => screen.getByRole("link", { name: "Continue with Acme" });

it("each provider is a link that leads back to the wanted page, and works without a script", () => {
  show();
  expect(way().getAttribute("href")).toBe("/api/sign-in/providers/p1?callbackUrl=%2Facme%2Faudit%3Fq%3D1");
});

it("without a provider nothing is asked about an address", async () => {
  const requests = answeringPortal(() => Response.json({}));
  show([]);
  await userEvent.type(screen.getByLabelText("E-mail"), "mia@acme.example");
  await userEvent.tab();
  expect(requests).toEqual([]);
});

it("an address of an enforced domain is told where to go, before a password is typed for nothing", async () => {
  const requests = answeringPortal(() => Response.json({ items: [ACME] }));
  show();
  await userEvent.type(screen.getByLabelText("E-mail"), "mia@acme.example");
  await userEvent.tab();
  expect((await screen.findByRole("status")).textContent).toContain("Your company signs in with Acme");
  // The address itself stays here.
  expect(requests.map(({ path }) => path)).toEqual(["/api/sign-in/providers?domain=acme.example"]);
});

it("a password that is refused since the domain is enforced leads to the provider", async () => {
  answeringPortal(({ path }) => {
    if (path.endsWith("/csrf")) return Response.json({ csrfToken: "t" });
    if (path.includes("?domain=")) return Response.json({ items: [] });
    return refusal(403, { code: "provider_only", provider: ACME });
  });
  show();
  await userEvent.type(screen.getByLabelText("E-mail"), "mia@acme.example");
  await userEvent.type(screen.getByLabelText("Password"), "something{Enter}");
  const alert = await screen.findByRole("alert");
  expect(alert.textContent).toContain("Your company signs in with Acme");
  expect(screen.getAllByRole("link", { name: "Continue with Acme" })).toHaveLength(2);
});

it("too many attempts are answered with the time to wait, not with a guess at it", async () => {
  answeringPortal(({ path }) =>
    path.endsWith("/csrf")
      ? Response.json({ csrfToken: "t" })
      : new Response("{}", { status: 429, headers: { "Retry-After": "82900" } }),
  );
  show([]);
  await userEvent.type(screen.getByLabelText("E-mail"), "mia@acme.example");
  await userEvent.type(screen.getByLabelText("Password"), "something{Enter}");
  expect((await screen.findByRole("alert")).textContent).toContain("Wait 24 hours");
});

it("a sign-in at a provider that came to nothing says why", () => {
  show([ACME], { title: "That took too long", detail: "Begin again." });
  expect(screen.getByRole("alert").textContent).toBe("That took too longBegin again.");
});
