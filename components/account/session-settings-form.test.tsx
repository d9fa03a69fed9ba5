import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { forgetAddress, router } from "@/tests/support/address-bar";
import { answeringPortal, refusal } from "@/tests/support/answering-portal";
import { SessionSettingsForm } from "./session-settings-form";

beforeEach(forgetAddress);
afterEach(() => vi.unstubAllGlobals());

const SETTINGS = {
  idleMinutes: 1440,
  lifeHours: 168,
  ownerIdleMinutes: 480,
  ownerLifeHours: 24,
  sessionsPerPerson: 20,
};
const field = (name: string) => screen.getByRole<HTMLInputElement>("spinbutton", { name });
const save = () => screen.getByRole<HTMLButtonElement>("button", { name: "Save" });

it("only what was edited is sent, and an empty field is the default again", async () => {
  const requests = answeringPortal(() => Response.json(SETTINGS));
  render(<SessionSettingsForm settings={SETTINGS} />);
  expect(save().disabled).toBe(true);
  await userEvent.clear(field("Ends after so long without use"));
  await userEvent.type(field("Ends after so long without use"), "3");
  await userEvent.clear(field("Sessions of one person at a time"));
  await userEvent.click(save());
  expect(requests).toMatchObject([
    { method: "PATCH", path: "/api/portal-settings", body: { idleMinutes: 4320, sessionsPerPerson: null } },
  ]);
  await waitFor(() => expect(router.refresh).toHaveBeenCalled());
});

it("lengths are shown, and typed, in the unit in which people think of them", async () => {
  const requests = answeringPortal(() => Response.json(SETTINGS));
  render(<SessionSettingsForm settings={{ ...SETTINGS, ownerIdleMinutes: 90 }} />);
  const unit = (name: string) => screen.getByRole<HTMLSelectElement>("combobox", { name: `${name}: unit` });
  const shown = (name: string) => [field(name).value, unit(name).value];
  expect(shown("Ends after so long without use")).toEqual(["1", "days"]);
  expect(shown("Ends in any case after")).toEqual(["7", "days"]);
  expect(shown("Owners: ends after so long without use")).toEqual(["90", "minutes"]);
  expect(screen.getAllByText(/5 minutes to 30 days; 1 day if it is left empty/)).toHaveLength(1);
  // Another unit for the same number is another length.
  await userEvent.selectOptions(unit("Ends in any case after"), "hours");
  await userEvent.click(save());
  expect(requests).toMatchObject([{ body: { lifeHours: 7 } }]);
});

it("a refusal is shown at its field, and what was typed stays", async () => {
  const errors = [{ path: "/lifeHours", message: "must be at most 30 days" }];
  answeringPortal(() => refusal(422, { code: "invalid_body", errors }));
  render(<SessionSettingsForm settings={SETTINGS} />);
  await userEvent.clear(field("Ends in any case after"));
  await userEvent.type(field("Ends in any case after"), "700{Enter}");
  await screen.findByText("must be at most 30 days");
  expect(field("Ends in any case after").value).toBe("700");
});
