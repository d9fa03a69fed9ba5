import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { expect, test, vi } from "vitest";
import { description } from "@/tests/support/described";
import { ChoicePicker } from "../inputs/choice-picker";
import type { ErrorAt } from "../inputs/input-props";
import { KnowledgeBasePicker } from "../inputs/knowledge-base-picker";
import { SecondsInput } from "../inputs/seconds-input";
import { TextList } from "../inputs/text-list";
import { TimeZonePicker } from "../inputs/time-zone-picker";
import { TransfersInput } from "../inputs/transfers-input";
import { VariableCollections } from "../inputs/variable-collections";
import { WorkingHoursInput } from "../inputs/working-hours-input";
import { focusFirstError } from "./form-errors";

const PROBLEM = { title: "Trillet does not answer", detail: "" };
const BASES = [{ id: "b1", name: "Prices" }];
const HOURS = { enabled: true, start: "09:00", end: "17:00", timezone: "UTC", outOfHoursMessage: "" };
const CLINIC = { id: "c1", name: "Clinic", isDefault: true, variables: [{ key: "city", value: "Bonn" }] };

/** Every input, with the places of its value that can be wrong. */
const INPUTS: Record<string, { draw: (errorAt: ErrorAt) => ReactNode; places: string[] }> = {
  seconds: {
    draw: (errorAt) => <SecondsInput {...usual} errorAt={errorAt} value="5" />,
    places: [""],
  },
  "a time zone": {
    draw: (errorAt) => <TimeZonePicker {...usual} errorAt={errorAt} value="UTC" />,
    places: [""],
  },
  "a choice": {
    draw: (errorAt) => <ChoicePicker {...usual} {...choice} errorAt={errorAt} value="b1" />,
    places: [""],
  },
  "a choice whose list failed": {
    draw: (errorAt) => <ChoicePicker {...usual} {...choice} problem={PROBLEM} errorAt={errorAt} value="b1" />,
    places: [""],
  },
  texts: {
    draw: (errorAt) => <TextList {...usual} errorAt={errorAt} value={["one", "two"]} />,
    places: ["", "/0", "/1"],
  },
  transfers: {
    draw: (errorAt) => <TransfersInput {...usual} errorAt={errorAt} value={["text", { number: "1" }]} />,
    places: ["", "/0", "/1"],
  },
  "knowledge bases": {
    draw: (errorAt) => (
      <KnowledgeBasePicker {...usual} choices={BASES} problem={null} errorAt={errorAt} value={["b1", "b2"]} />
    ),
    places: ["", "/0", "/1"],
  },
  "knowledge bases whose list failed": {
    draw: (errorAt) => (
      <KnowledgeBasePicker {...usual} choices={null} problem={PROBLEM} errorAt={errorAt} value={["b1"]} />
    ),
    places: ["", "/0"],
  },
  "working hours": {
    draw: (errorAt) => <WorkingHoursInput {...usual} errorAt={errorAt} value={HOURS} />,
    places: ["", ...Object.keys(HOURS).map((part) => `/${part}`)],
  },
  "new variables": {
    draw: (errorAt) => <VariableCollections {...usual} stored={[]} errorAt={errorAt} value={[CLINIC]} />,
    places: [
      ...["", "/0", "/0/id", "/0/name", "/0/isDefault", "/0/variables"],
      ...["/0/variables/0", "/0/variables/0/key", "/0/variables/0/value"],
    ],
  },
  "stored variables": {
    draw: (errorAt) => (
      <VariableCollections {...usual} stored={[CLINIC]} errorAt={errorAt} value={[CLINIC]} />
    ),
    places: ["/0/id"],
  },
};

const usual = { id: "field", label: "A field", hint: "A hint.", onChange: () => {} };
const choice = {
  choices: BASES,
  problem: null,
  listName: "things",
  noneLabel: "None",
  unknownLabel: "Unknown",
};

const cases = Object.entries(INPUTS).flatMap(([name, { draw, places }]) =>
  places.map((place) => ({ name, place, draw })),
);

test.each(cases)(
  "what is wrong in $name at “$place” is read out with the element that it leads to",
  async ({ place, draw }) => {
    const { container } = render(draw((pointer) => (pointer === place ? "This is wrong." : undefined)));
    focusFirstError(container);
    await vi.waitFor(() => expect(description(document.activeElement)).toContain("This is wrong."));
    expect(container.querySelectorAll('[aria-invalid="true"]')).toHaveLength(1);
  },
);

test.each(Object.entries(INPUTS))("nothing is marked in %s that are right", (_, { draw }) => {
  const { container } = render(draw(() => undefined));
  expect(container.querySelectorAll("[aria-invalid]")).toHaveLength(0);
});
