import { action } from "./action";
import { ENTITY } from "./ocsf";
import { changeOf } from "./sentence-parts";

const WORKSPACE = {
  chains: "both",
  group: "Workspace",
  target: ["workspace"],
  clear: [
    ...["/name", "/upstream", "/upstreamWorkspaceId", "/keyHint", "/requireReason"],
    ...["/requireSecondFactor", "/health"],
    ...["/defaultCallLimits/maxCallDuration", "/defaultCallLimits/endCallOnSilence"],
  ],
} as const;

/** The actions on workspaces. */
export const WORKSPACE_ACTIONS = {
  "workspace.create": action({
    ...WORKSPACE,
    label: "Workspace added",
    done: "added the workspace",
    attempt: "add the workspace",
    ocsf: ENTITY.Create,
    detail: { firstAdmin: { kind: "id", label: "First admin", orNull: true, required: true } },
  }),
  "workspace.update": action({
    ...WORKSPACE,
    label: "Workspace settings changed",
    done: "changed the settings of",
    attempt: "change the settings of",
    unnamed: "this workspace",
    ocsf: ENTITY.Update,
    detail: {},
    sentence: ({ changes, target }) => {
      const [change, ...others] = changes;
      const name = target?.name;
      if (name && change && changes.every(({ path }) => path.startsWith("/defaultCallLimits/"))) {
        return `${change.after === null ? "removed" : "set"} the default call limits of ${name}`;
      }
      if (!change || others.length > 0 || !name) return null;
      const { path, before, after } = change;
      if (path === "/name") return `renamed the workspace ${String(before)} to ${String(after)}`;
      if (path === "/requireSecondFactor")
        return after === true
          ? `made a second factor necessary in ${name}`
          : `made second factors optional in ${name}`;
      if (path !== "/requireReason") return null;
      return after === true
        ? `made a reason necessary for every change in ${name}`
        : `made reasons for changes optional in ${name}`;
    },
  }),
  "workspace.check": action({
    ...WORKSPACE,
    label: "Connection checked",
    done: "checked the connection of",
    attempt: "check the connection of",
    unnamed: "this workspace",
    ocsf: ENTITY.Other,
    detail: { health: { kind: "text", label: "Health", required: true } },
    sentence: ({ target, detail: { health } }) => {
      if (health === undefined) return null;
      const found = health === "ok" ? "it works" : "it does not work";
      return `checked the connection of ${target?.name ?? "this workspace"}: ${found}`;
    },
  }),
  "workspace.star": action({
    ...WORKSPACE,
    label: "Workspace starred",
    done: "starred",
    attempt: "star",
    unnamed: "this workspace",
    ocsf: ENTITY.Other,
    detail: {},
  }),
  "workspace.unstar": action({
    ...WORKSPACE,
    label: "Star of a workspace taken away",
    done: "took their star away from",
    attempt: "take their star away from",
    unnamed: "this workspace",
    ocsf: ENTITY.Other,
    detail: {},
  }),
  "api_key.set": action({
    ...WORKSPACE,
    clear: ["/keyHint"],
    label: "API key replaced",
    done: "replaced the API key of",
    attempt: "replace the API key of",
    unnamed: "this workspace",
    ocsf: ENTITY.Update,
    detail: {},
    sentence: (event) => {
      const hint = changeOf(event, "/keyHint")?.after;
      const name = event.target?.name;
      return name && typeof hint === "string"
        ? `replaced the API key of ${name}; the new one ends in ${hint}`
        : null;
    },
  }),
};
