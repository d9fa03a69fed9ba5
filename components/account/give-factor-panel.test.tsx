import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { answeringPortal, refusal } from "@/tests/support/answering-portal";
import { GiveFactorPanel } from "./give-factor-panel";

afterEach(() => vi.unstubAllGlobals());

it("a wrong code is said beside its field, and is sent again once it was corrected", async () => {
  const requests = answeringPortal(({ body }) => {
    const errors = [{ path: "/code", message: "This code is wrong, or was used already" }];
    const { code } = (body ?? {}) as { code?: string };
    return code === "123456"
      ? new Response(null, { status: 204 })
      : refusal(422, { code: "invalid_body", errors });
  });
  render(<GiveFactorPanel steps={["code"]} destination="#there" />);
  expect(screen.queryByRole("button", { name: "Use a passkey" })).toBeNull();
  const field = screen.getByLabelText("Code of your app, or a recovery code");
  await userEvent.type(field, "000000{Enter}");
  await screen.findByText("This code is wrong, or was used already");
  await userEvent.clear(field);
  await userEvent.type(field, "123456{Enter}");
  await waitFor(() => expect(requests.at(-1)?.body).toEqual({ code: "123456" }));
  await waitFor(() => expect(window.location.hash).toBe("#there"));
});

it("a passkey alone is asked for without a field for a code", () => {
  render(<GiveFactorPanel steps={["passkey"]} destination="/" />);
  expect(screen.getByRole("button", { name: "Use a passkey" })).toBeTruthy();
  expect(screen.queryByLabelText("Code of your app, or a recovery code")).toBeNull();
});
