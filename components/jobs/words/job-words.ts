import { fieldLabel } from "@/lib/flows/fields/flow-fields";
import type { JobSummary } from "@/lib/jobs/job-view";
import { isJsonObject } from "@/lib/json/json-value";

type Named = Pick<JobSummary, "type" | "work">;

const LONGEST = 40;
const shortened = (text: string) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);

function patchTitle(patch: unknown): string {
  if (!isJsonObject(patch)) return "Change flows";
  if (Object.keys(patch).length === 1 && typeof patch.isActive === "boolean")
    return patch.isActive ? "Activate flows" : "Deactivate flows";
  const labels = Object.keys(patch).map((key) => fieldLabel(`/${key}`));
  return `Change ${labels.slice(0, 3).join(", ")}${labels.length > 3 ? " and more" : ""}`;
}

/** Returns what a job does, in a few words: its title. */
export function jobTitle({ type, work }: Named): string {
  if (type === "patch_flows") return patchTitle(work.patch);
  if (type === "transfer_flows") return "Copy to workspaces";
  if (type === "create_flows") return "Bring in flows";
  const { replacement } = work;
  if (!isJsonObject(replacement)) return "Work on flows";
  const { find, replace } = replacement;
  return `${shortened(String(find))} → ${replace === "" ? "(nothing)" : shortened(String(replace))}`;
}

/** Returns what a job did to a flow that it changed, in a word. */
export function changedWord({ type, work }: Named): string {
  if (type === "transfer_flows") return "Copied";
  if (type === "create_flows") return "Made";
  if (type === "replace_text") return "Replaced";
  const patch = isJsonObject(work.patch) ? work.patch : {};
  if (Object.keys(patch).join() !== "isActive") return "Changed";
  return patch.isActive === true ? "Activated" : "Deactivated";
}

/** Returns what a job does to a flow, in a word that stands after "not". */
export function doneWord({ type }: Pick<JobSummary, "type">): string {
  return type === "create_flows" ? "made" : "changed";
}

/** Returns how many flows of a job are through, in words. */
export function throughWords({ total, left }: Pick<JobSummary, "total" | "left">): string {
  return `${total - left} of ${total}`;
}

/** Returns the page of a job: that of a copy is its receipt. */
export function jobPath({ id, type }: Pick<JobSummary, "id" | "type">): string {
  return type === "transfer_flows" ? `/copies/${id}` : `/jobs/${id}`;
}
