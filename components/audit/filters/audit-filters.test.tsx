import { render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import type { ComponentProps } from "react";
import { beforeEach, expect, test } from "vitest";
import { goTo, shownParams } from "@/tests/support/address-bar";
import { ZoneOfPage } from "../../ui/reader-zone";
import { AuditFilters } from "./audit-filters";

beforeEach(() => goTo("/harbour/audit"));

const MAYA = "0198f3c2-0000-7000-8000-000000000001";
const TOM = "0198f3c2-0000-7000-8000-000000000002";
const NOBODY = "0198f3c2-0000-7000-8000-000000000009";
const PEOPLE = [
  { value: MAYA, label: "Maya Lindqvist", group: "Members" },
  { value: TOM, label: "Tom Okafor", group: "Members" },
];

function show(params = "", chain: ComponentProps<typeof AuditFilters>["chain"] = "flows") {
  goTo(`/harbour/audit${params}`);
  render(
    <ZoneOfPage zone="Europe/Berlin">
      <AuditFilters chain={chain} people={PEOPLE} flows={[]} now={Date.UTC(2026, 4, 20)} />
    </ZoneOfPage>,
  );
}
const person = () => screen.getByRole("combobox", { name: "Person" });
const press = (name: string | RegExp) => userEvent.click(screen.getByRole("button", { name }));
const entries = () => screen.getAllByRole("option").map(({ textContent }) => textContent);
const marked = () =>
  screen.getAllByRole("option").find((entry) => entry.getAttribute("aria-selected") === "true")?.textContent;

test("a filter is found by typing a part of a name, and chosen by Enter", async () => {
  show("?outcome=failed");
  await userEvent.click(person());
  await userEvent.keyboard("oka");
  expect(entries()).toEqual(["Tom OkaforMembers"]);
  await userEvent.keyboard("{Enter}");
  expect(shownParams()).toEqual({ outcome: "failed", actor: TOM });
  expect(person().textContent).toBe("Tom Okafor");
  await waitFor(() => expect(document.activeElement).toBe(person()));
});

test.each([
  ["", "Anyone (chosen)", {}],
  [`?actor=${TOM}`, "Tom Okafor (chosen)", { actor: TOM }],
])(
  "a list of “%s” opens at what is chosen, so that Enter right away changes nothing",
  async (params, entry, kept) => {
    show(params);
    await userEvent.click(person());
    expect(marked()).toBe(entry);
    await userEvent.keyboard("{Enter}");
    expect(shownParams()).toEqual(kept);
  },
);

test("arrows go round the list, and Escape closes it without a choice", async () => {
  show(`?actor=${MAYA}`);
  await userEvent.click(person());
  await userEvent.keyboard("{ArrowDown}");
  expect(marked()).toBe("Tom Okafor");
  await userEvent.keyboard("{ArrowDown}");
  expect(marked()).toBe("Anyone");
  await userEvent.keyboard("{Escape}");
  expect(screen.queryByRole("option")).toBeNull();
  expect(shownParams()).toEqual({ actor: MAYA });
  await waitFor(() => expect(document.activeElement).toBe(person()));
});

test("what no name has is said, and Enter then chooses nothing", async () => {
  show();
  await userEvent.click(person());
  await userEvent.keyboard("nobody{Enter}");
  screen.getByText("Nothing has that in its name.");
  expect(shownParams()).toEqual({});
});

test("a person of a link who is no member any more is shown by id", () => {
  show(`?actor=${NOBODY}`);
  expect(person().textContent).toBe(NOBODY);
});

test("all filters are cleared at once, without the focus getting lost", async () => {
  show("?q=desk&outcome=failed&ip=192.0.2.7&period=last-7-days&zone=UTC");
  await press("Clear all");
  await waitFor(() => expect(shownParams()).not.toHaveProperty("outcome"));
  expect(shownParams()).toEqual({});
  expect(screen.getByLabelText("Events").contains(document.activeElement)).toBe(true);
});

test("a typed filter that is removed leaves the focus among the filters", async () => {
  show("?ip=192.0.2.7");
  await press("Remove the filter Source address: 192.0.2.7");
  expect(shownParams()).toEqual({});
  expect(screen.getByLabelText("Events").contains(document.activeElement)).toBe(true);
});

test("a typed filter can be emptied and typed anew in its place", async () => {
  show("?ip=192.0.2.7");
  await press("Source address: 192.0.2.7");
  const field = () => screen.getByRole("searchbox", { name: /^Source address/ });
  await userEvent.clear(field());
  await waitFor(() => expect(shownParams()).toEqual({}));
  expect(document.activeElement).toBe(field());
  await userEvent.keyboard("192.0.2.8");
  await waitFor(() => expect(shownParams()).toEqual({ ip: "192.0.2.8" }));
});

test.each([
  ["flows", false],
  ["workspace", true],
  ["portal", true],
] as const)(
  "a reader of %s is offered the filter by address only where addresses are seen",
  async (chain, sees) => {
    show("", chain);
    await press("More filters");
    expect(screen.queryAllByRole("searchbox", { name: /^Source address/ })).toHaveLength(sees ? 1 : 0);
  },
);

test("a period is set by one press, with the zone of its days, and taken back by another", async () => {
  show();
  await press("Period");
  await press("Last 7 days");
  expect(shownParams()).toEqual({ period: "last-7-days", zone: "Europe/Berlin" });
  await press(/^Period:/);
  expect(screen.getByRole("button", { name: "Last 7 days" }).getAttribute("aria-pressed")).toBe("true");
  await press("Last 7 days");
  expect(shownParams()).not.toHaveProperty("period");
});
