import { changeOf, type Deed, type ToldEvent } from "./told-event";

function settingsDeed({ changes, target }: ToldEvent): string | null {
  const [change, ...others] = changes;
  const name = target?.name;
  if (!change || others.length > 0 || !name) return null;
  const { path, before, after } = change;
  if (path === "/name") return `renamed the workspace ${String(before)} to ${String(after)}`;
  if (path !== "/requireReason") return null;
  return after === true
    ? `made a reason necessary for every change in ${name}`
    : `made reasons for changes optional in ${name}`;
}

function keyDeed(event: ToldEvent): string | null {
  const hint = changeOf(event, "/keyHint")?.after;
  const name = event.target?.name;
  return name && typeof hint === "string"
    ? `replaced the API key of ${name}; the new one ends in ${hint}`
    : null;
}

function checkDeed({ target, detail }: ToldEvent): string | null {
  if (typeof detail.health !== "string") return null;
  const found = detail.health === "ok" ? "it works" : "it does not work";
  return `checked the connection of ${target?.name ?? "this workspace"}: ${found}`;
}

/** What was done to workspaces, where there is more to say than the action's own words. */
export const WORKSPACE_DEEDS: Record<string, Deed> = {
  "workspace.update": settingsDeed,
  "workspace.check": checkDeed,
  "api_key.set": keyDeed,
};
