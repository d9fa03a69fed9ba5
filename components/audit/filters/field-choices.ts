import { fieldGuides, fieldLabel } from "@/lib/flows/fields/flow-fields";
import { SECTIONS } from "@/lib/flows/fields/sections";
import { FLOW_KINDS } from "@/lib/flows/model/flow";
import type { PickerChoice } from "./picker-choice";

/**
 * Fields that belong together: a reader who searches for a changed welcome wants the choice of speaker and the words.
 */
const TOGETHER: Record<string, string> = {
  "/welcomeMessage": "/welcomeMessage,/customWelcomeMessage",
};

const OTHER_FIELDS: Record<"workspace" | "portal", { group: string; paths: string[] }> = {
  workspace: { group: "Workspace and members", paths: ["/role", "/apiKey", "/requireReason"] },
  portal: { group: "People and workspaces", paths: ["/email", "/owner", "/disabled", "/apiKey"] },
};

/** Events name fields without places in lists: the address of any webhook is `/webhooks/url`. */
function withoutPlaces(path: string): string {
  return path.replaceAll("/*", "");
}

function flowFields(): PickerChoice[] {
  const choices = new Map<string, PickerChoice>();
  for (const kind of FLOW_KINDS) {
    for (const { id, title } of SECTIONS[kind]) {
      for (const { path, section } of fieldGuides(kind)) {
        const plain = withoutPlaces(path);
        if (section !== id || choices.has(plain)) continue;
        const value = TOGETHER[plain] ?? plain;
        choices.set(plain, { value, label: fieldLabel(path), group: title, words: plain });
      }
    }
  }
  return inGroups([...choices.values()]);
}

/** Both kinds of flows share some sections; the choices of one section are grouped together. */
function inGroups(choices: PickerChoice[]): PickerChoice[] {
  const groups = [...new Set(choices.map(({ group }) => group))];
  return groups.flatMap((group) => choices.filter((choice) => choice.group === group));
}

/** Returns the fields that a chain's events can have touched, in the order and under the titles of the editor. */
export function fieldChoices(chain: "flows" | "workspace" | "portal"): PickerChoice[] {
  const others = chain === "flows" ? null : OTHER_FIELDS[chain];
  const further = (others?.paths ?? []).map((path) => ({
    value: path,
    label: fieldLabel(path),
    group: others?.group ?? "",
    words: path,
  }));
  return chain === "portal" ? further : [...flowFields(), ...further];
}

/** Returns the words for a `field` of the address, whether or not it can be chosen. */
export function fieldWords(field: string): string {
  const paths = field.split(",");
  const main = paths.find((path) => TOGETHER[path] === field);
  return main ? fieldLabel(main) : paths.map(fieldLabel).join(" or ");
}
