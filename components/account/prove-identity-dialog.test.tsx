import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useSyncExternalStore } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { answeringPortal, refusal } from "@/tests/support/answering-portal";
import { wantedProof } from "../http/identity-proof";
import { ProblemNotice } from "../http/problem-notice";
import { useRequest } from "../http/use-request";
import { ProveIdentityDialog } from "./prove-identity-dialog";

let isFresh = false;
beforeEach(() => {
  isFresh = false;
});
afterEach(() => vi.unstubAllGlobals());

/** A page with something that needs to be sure who the person is. */
function Page() {
  const wanted = useSyncExternalStore(wantedProof.subscribe, wantedProof.read);
  const { problem, send } = useRequest();
  return (
    <>
      <button type="button" onClick={() => send("DELETE", "/api/sessions/1")}>
        End
      </button>
      <ProblemNotice problem={problem} />
      <ProveIdentityDialog email="mia@example.com" wanted={wanted} />
    </>
  );
}

/** A portal that wants the right password, or the right code, before a session is ended. */
const portal = (steps: string[] = [], more: object = {}) =>
  answeringPortal(({ method, path, body }) => {
    if (method === "GET") return Response.json({ steps, ...more });
    const { password, code } = (body ?? {}) as { password?: string; code?: string };
    if (path !== "/api/me/reauthenticate")
      return isFresh ? new Response(null, { status: 204 }) : refusal(403, { code: "not_fresh" });
    const errors = [{ path: "/password", message: "This is not your present password" }];
    if (password !== "right" && code !== "123456") return refusal(422, { code: "invalid_body", errors });
    isFresh = true;
    return new Response(null, { status: 204 });
  });

it("what needs a fresh proof goes on once the person has given it", async () => {
  const requests = portal();
  render(<Page />);
  await userEvent.click(screen.getByRole("button", { name: "End" }));
  await userEvent.type(await screen.findByLabelText("Your password"), "wrong{Enter}");
  await screen.findByText("This is not your present password");
  await userEvent.clear(screen.getByLabelText("Your password"));
  await userEvent.type(screen.getByLabelText("Your password"), "right{Enter}");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  await waitFor(() => expect(requests.at(-1)).toMatchObject({ method: "DELETE", path: "/api/sessions/1" }));
  expect(requests.filter(({ method }) => method !== "GET").map(({ path }) => path)).toEqual([
    "/api/sessions/1",
    "/api/me/reauthenticate",
    "/api/me/reauthenticate",
    "/api/sessions/1",
  ]);
  expect(screen.queryByRole("alert")).toBeNull();
});

it("a code is offered to whoever has an app, and nothing but the password to others", async () => {
  const requests = portal(["code", "recovery_code"]);
  render(<Page />);
  await userEvent.click(screen.getByRole("button", { name: "End" }));
  await userEvent.click(await screen.findByRole("button", { name: "Use a code" }));
  expect(screen.queryByRole("button", { name: "Use a passkey" })).toBeNull();
  await userEvent.type(screen.getByLabelText("Code of your app, or a recovery code"), "123456{Enter}");
  await waitFor(() => expect(requests.at(-1)).toMatchObject({ method: "DELETE", path: "/api/sessions/1" }));
  expect(requests.at(-2)).toMatchObject({ path: "/api/me/reauthenticate", body: { code: "123456" } });
});

it("nobody is asked for a password whom it would not help: a code is first, or the provider's button", async () => {
  const ACME = { id: "p1", name: "Acme" };
  portal(["code", "recovery_code"], { password: false, providers: [ACME] });
  const first = render(<Page />);
  await userEvent.click(screen.getByRole("button", { name: "End" }));
  await screen.findByLabelText("Code of your app, or a recovery code");
  expect(screen.queryByRole("button", { name: "Use your password" })).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: "Cancel" }));
  first.unmount();

  portal([], { password: false, providers: [ACME] });
  const second = render(<Page />);
  await userEvent.click(screen.getByRole("button", { name: "End" }));
  await screen.findByRole("button", { name: "Confirm with Acme, then repeat this" });
  expect(screen.queryByLabelText("Your password")).toBeNull();
  expect(screen.queryByRole("button", { name: "Confirm" })).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: "Cancel" }));
  second.unmount();

  portal([], { password: false });
  render(<Page />);
  await userEvent.click(screen.getByRole("button", { name: "End" }));
  await screen.findByText(/Sign out and in again/);
  await userEvent.click(screen.getByRole("button", { name: "Cancel" }));
});

it("who gives up is told that nothing was done, and can try again", async () => {
  const requests = portal();
  render(<Page />);
  await userEvent.click(screen.getByRole("button", { name: "End" }));
  await userEvent.click(await screen.findByRole("button", { name: "Cancel" }));
  await screen.findByRole("alert");
  expect(requests.filter(({ method }) => method !== "GET").map(({ path }) => path)).toEqual([
    "/api/sessions/1",
  ]);
  await userEvent.click(screen.getByRole("button", { name: "End" }));
  await screen.findByLabelText("Your password");
});
