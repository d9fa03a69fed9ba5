import { render, screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import type { Webhook } from "@/lib/flows/model/call-flow";
import { description } from "@/tests/support/described";
import { edited } from "@/tests/support/edited";
import { WebhookCards } from "./webhook-cards";
import { emptyWebhookDraft, type WebhookDraft } from "./webhook-draft";

const FULL: WebhookDraft = {
  ...emptyWebhookDraft("d1"),
  name: "Booking",
  url: "https://example.com/book",
  headers: [{ name: "Authorization", value: "secret" }],
  variables: [{ name: "day", description: "The day" }],
  responseVariables: [{ name: "id", path: "$.id", description: "The booking" }],
};
const STORED: Webhook = {
  id: "w1",
  name: "Lookup",
  url: "https://example.com/look",
  method: "GET",
  description: null,
  headers: [{ name: "X-Key", value: "••••" }],
  body: null,
  variables: [],
  responseVariables: [],
  isTesting: null,
  textToSpeak: null,
  testResponse: "",
};

const show = (first: WebhookDraft[], errors?: (path: string) => string | undefined) =>
  edited(first, ({ value, onChange }) => (
    <WebhookCards existing={[STORED]} added={value} onChange={onChange} {...(errors ? { errors } : {})} />
  ));
const cards = () => screen.queryAllByRole("group", { name: /added, not saved yet$/ });
const press = (name: string) => userEvent.click(screen.getByRole("button", { name, hidden: true }));
const unfold = () => {
  for (const part of document.querySelectorAll("details")) part.open = true;
};

test("a flow without webhooks says so, and offers nothing where nothing can be added", () => {
  render(<WebhookCards existing={[]} added={[]} />);
  screen.getByText("This flow calls no webhooks.");
  expect(screen.queryByRole("button")).toBeNull();
});

test("a stored webhook has no field and no button, and its headers' values are not read out", () => {
  render(<WebhookCards existing={[STORED]} added={[]} />);
  expect(screen.queryAllByRole("textbox", { hidden: true })).toEqual([]);
  expect(screen.queryAllByRole("button", { hidden: true })).toEqual([]);
  expect(screen.getByText("••••").getAttribute("aria-hidden")).toBe("true");
});

test("what is not known of a stored webhook is not said to be empty", () => {
  render(<WebhookCards existing={[STORED]} added={[]} />);
  const said = (label: string) => screen.getByText(label).nextElementSibling?.textContent;
  expect(said("Body")).toBe("Not known");
  expect(said("Testing mode")).toBe("Not known");
  expect(said("Test response")).toBe("None");
});

test("a new webhook has nothing that nobody chose but Trillet's usual method, and begins at its name", async () => {
  const form = show([]);
  await press("Add a webhook");
  const [draft] = form.value();
  expect(draft).toEqual(emptyWebhookDraft(draft?.key ?? ""));
  await vi.waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("Name")));
  await userEvent.keyboard("Booking");
  expect(form.value()[0]?.name).toBe("Booking");
});

test("a removed webhook comes back to its place as it was, and the focus never leaves", async () => {
  const drafts = [FULL, { ...FULL, key: "d2", name: "Second", url: "https://example.com/2" }];
  const form = show(drafts);
  await press("Remove Second");
  expect(form.value()).toEqual(drafts.slice(0, 1));
  expect(screen.getByText("“Second” was removed.", { exact: false }).getAttribute("role")).toBe("status");
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Undo" }));
  await userEvent.keyboard("{Enter}");
  expect(form.value()).toEqual(drafts);
  expect(document.activeElement).not.toBe(document.body);
});

test.each([
  ["header", "headers"],
  ["variable", "variables"],
  ["response variable", "responseVariables"],
] as const)("a %s that was added and removed leaves the webhook as it was", async (word, list) => {
  const form = show([FULL]);
  unfold();
  await press(`Add a ${word}`);
  expect(form.value()[0]?.[list]).toHaveLength(2);
  const last = cards()[0]?.querySelectorAll("li");
  expect([...(last ?? [])].some((row) => row.contains(document.activeElement))).toBe(true);
  await press(`Remove ${word} 2`);
  expect(form.value()).toEqual([FULL]);
  expect(document.activeElement?.textContent).toBe(`Add a ${word}`);
});

test("a header's value that is shown stays the one that is shown when a header above it goes", async () => {
  show([
    {
      ...FULL,
      headers: [
        { name: "A", value: "1" },
        { name: "B", value: "2" },
      ],
    },
  ]);
  unfold();
  const values = () => screen.getAllByLabelText("Value").map((field) => field.getAttribute("type"));
  await userEvent.click(
    screen.getAllByRole("button", { name: "Show what I typed", hidden: true })[1] as HTMLElement,
  );
  expect(values()).toEqual(["password", "text"]);
  await press("Remove header A");
  expect(values()).toEqual(["text"]);
});

test("two webhooks of one name and address are said to be, and nothing keeps them from being saved", () => {
  show([{ ...FULL, name: STORED.name, url: `${STORED.url}/` }]);
  const card = within(cards()[0] as HTMLElement);
  card.getByText("Twice the same?");
  expect(document.querySelector('[aria-invalid="true"]')).toBeNull();
});

test("whatever a draft holds is what its fields show", () => {
  const text = fc.string({ unit: "grapheme", maxLength: 12 }).filter((one) => !/[\r\n]/.test(one));
  const draft = fc.record({
    name: text,
    url: text,
    method: fc.constantFrom("GET", "POST", "PATCH"),
    description: text,
    headers: fc.array(fc.record({ name: text, value: text }), { maxLength: 2 }),
    body: text,
    variables: fc.array(fc.record({ name: text, description: text }), { maxLength: 2 }),
    responseVariables: fc.array(fc.record({ name: text, path: text, description: text }), { maxLength: 2 }),
    isTesting: fc.boolean(),
    textToSpeak: text,
    testResponse: text,
  });
  fc.assert(
    fc.property(draft, (parts) => {
      const { container, unmount } = render(
        <WebhookCards existing={[]} added={[{ key: "d", ...parts }]} onChange={() => {}} />,
      );
      const shown = [...container.querySelectorAll<HTMLInputElement>("input, textarea, select")]
        .filter(({ id }) => !id.endsWith("-sample"))
        .map(({ value }) => value);
      const on = screen
        .getByRole("switch", { name: "Testing mode", hidden: true })
        .getAttribute("aria-checked");
      unmount();
      const { isTesting, headers, variables, responseVariables, ...texts } = parts;
      const rows = [...headers, ...variables, ...responseVariables].flatMap((row) => Object.values(row));
      expect(shown.toSorted()).toEqual([...Object.values(texts), ...rows].toSorted());
      expect(on).toBe(String(isTesting));
    }),
    { numRuns: 12 },
  );
});

const PLACES = [
  ...["", "/name", "/url", "/method", "/description", "/body", "/isTesting", "/textToSpeak", "/testResponse"],
  ...["/headers", "/headers/0/name", "/headers/0/value", "/headers/Authorization"],
  ...["/variables", "/variables/0/name", "/variables/0/description"],
  ...["/responseVariables", "/responseVariables/0/name", "/responseVariables/0/path"],
  "/responseVariables/0/description",
];

test.each(PLACES)(
  "what is wrong with a new webhook at “%s” is in view, and read out with its field",
  async (place) => {
    show([FULL], (path) => (path === `/0${place}` ? "This is wrong." : undefined));
    const [wrong, ...others] = document.querySelectorAll('[aria-invalid="true"]');
    expect(others).toEqual([]);
    expect(description(wrong)).toContain("This is wrong.");
    expect(wrong?.closest("details:not([open])") ?? null).toBeNull();
  },
);
