import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { forgetAddress, router } from "@/tests/support/address-bar";
import { answeringPortal, refusal } from "@/tests/support/answering-portal";
import { RulesTable } from "./rules-table";
import { TimingForm } from "./timing-form";

beforeEach(forgetAddress);
afterEach(() => vi.unstubAllGlobals());

const RULE = {
  ...{ happening: "drift" as const, label: "Changed outside", help: "Somebody edited a flow in Trillet." },
  ...{ inbox: true, mail: false, channels: false },
};
const done = () => new Response(null, { status: 204 });
const box = (name: string) => screen.getByRole<HTMLInputElement>("checkbox", { name });

it("a choice counts at once, with the other ways as they were", async () => {
  const requests = answeringPortal(done);
  render(<RulesTable rules={[RULE]} hasMail />);
  await userEvent.click(box("Changed outside: Mail"));
  expect(box("Changed outside: Mail").checked).toBe(true);
  const rules = [{ happening: "drift", inbox: true, mail: true, channels: false }];
  expect(requests).toMatchObject([{ method: "PATCH", path: "/api/me/notice-rules", body: { rules } }]);
  await waitFor(() => expect(router.refresh).toHaveBeenCalled());
});

it("a choice that was not stored is taken back, with the reason", async () => {
  answeringPortal(() => refusal(503, { code: "database_unavailable", detail: "Try again in a moment" }));
  render(<RulesTable rules={[RULE]} hasMail />);
  await userEvent.click(box("Changed outside: In the portal"));
  expect((await screen.findByRole("alert")).textContent).toContain("Try again in a moment");
  expect(box("Changed outside: In the portal").checked).toBe(true);
});

it("a portal without mail offers none", () => {
  render(<RulesTable rules={[RULE]} hasMail={false} />);
  expect(screen.queryByRole("columnheader", { name: "Mail" })).toBeNull();
});

it("quiet hours are minutes of the day, and half of them is no hours", async () => {
  const requests = answeringPortal(done);
  render(<TimingForm timing={{ digest: "at_once", quiet: null }} zone="Berlin" hasMail />);
  const save = screen.getByRole<HTMLButtonElement>("button", { name: "Save" });
  await userEvent.type(screen.getByLabelText("Quiet hours begin"), "22:30");
  expect(save.disabled).toBe(true);
  expect(screen.getByText("Quiet hours need a beginning and an end")).toBeTruthy();
  await userEvent.type(screen.getByLabelText("Quiet hours end"), "06:00");
  await userEvent.click(save);
  const timing = { digest: "at_once", quiet: { from: 1350, until: 360 } };
  expect(requests).toMatchObject([{ method: "PATCH", body: { timing } }]);
});
