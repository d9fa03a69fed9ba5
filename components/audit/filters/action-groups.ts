import { actionChoices } from "../action-words";
import type { PickerChoice } from "./picker-choice";

const ORDER = [
  "Call flows",
  "Message flows",
  "Call and message flows",
  "Workspace",
  "People",
  "Sessions",
  "Audit log",
];

/** Gives the actions that a chain can hold, under headings. */
export function actionGroups(chain: "flows" | "workspace" | "portal"): PickerChoice[] {
  return actionChoices(chain)
    .map((choice) => ({ ...choice, words: choice.value }))
    .sort((a, b) => ORDER.indexOf(a.group) - ORDER.indexOf(b.group));
}
