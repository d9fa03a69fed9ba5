import { action, type EventWith } from "./action";
import { ENTITY } from "./ocsf";
import { changeOf, withArticle } from "./sentence-parts";

const TOKEN = {
  chains: "both",
  group: "People",
  target: ["token"],
  clear: ["/name", "/role", "/expiresAt"],
} as const;

const WORKSPACES = { workspaces: { kind: "text", label: "Workspaces" } } as const;

function withRole(event: Pick<EventWith<unknown>, "target" | "changes">): string | null {
  const role = changeOf(event, "/role")?.after;
  if (!event.target?.name || typeof role !== "string") return null;
  return `made the token ${event.target.name}, ${withArticle(role)}`;
}

/** The actions on the tokens with which people's scripts call the API. */
export const TOKEN_ACTIONS = {
  "token.create": action({
    ...TOKEN,
    label: "Token made",
    done: "made the token",
    attempt: "make a token",
    ocsf: ENTITY.Create,
    detail: WORKSPACES,
    sentence: withRole,
  }),
  "token.revoke": action({
    ...TOKEN,
    label: "Token revoked",
    done: "revoked the token",
    attempt: "revoke a token",
    ocsf: ENTITY.Delete,
    detail: { ...WORKSPACES, person: { kind: "text", label: "Of" } },
    sentence: ({ target, detail: { person } }) =>
      target?.name && person ? `revoked the token ${target.name} of ${person}` : null,
  }),
};
