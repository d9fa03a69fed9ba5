import { actionChoices } from "../action-words";
import type { PickerChoice } from "./picker-choice";

const GROUPS: readonly [actions: RegExp, group: string][] = [
  [/^call_flow\./, "Call flows"],
  [/^message_flow\./, "Message flows"],
  [/^change\./, "Call and message flows"],
  [/^(workspace|api_key)\./, "Workspace"],
  [/^(binding|user)\./, "People"],
  [/^session\./, "Sessions"],
  [/^(audit|signing_key)/, "Audit log"],
];

/** Gives the actions that a chain can hold, under headings. */
export function actionGroups(chain: "flows" | "workspace" | "portal"): PickerChoice[] {
  const order = [...GROUPS.map(([, group]) => group), "Others"];
  return actionChoices(chain)
    .map(({ value, label }) => {
      const group = GROUPS.find(([actions]) => actions.test(value))?.[1] ?? "Others";
      return { value, label, group, words: value };
    })
    .sort((a, b) => order.indexOf(a.group) - order.indexOf(b.group));
}
