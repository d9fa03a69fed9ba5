import { changeOf, type Deed, fromAddress, type ToldEvent, withArticle } from "./told-event";

function roleDeed(event: ToldEvent): string | null {
  const who = event.target?.name;
  const role = changeOf(event, "/role");
  if (!who || !role) return null;
  const [was, is] = [role.before, role.after].map((value) => (value === null ? null : String(value)));
  if (is && was) return `made ${who} ${withArticle(is)}, who was ${withArticle(was)}`;
  if (is) return `added ${who} as ${withArticle(is)}`;
  return was ? `removed ${who}, who was ${withArticle(was)}` : null;
}

function accountDeed({ changes, target }: ToldEvent): string | null {
  const [change, ...others] = changes;
  const who = target?.name;
  if (!change || others.length > 0 || !who) return null;
  const { path, before, after } = change;
  if (path === "/name") return `renamed ${String(before)} to ${String(after)}`;
  if (path !== "/owner") return null;
  return after === true ? `made ${who} an owner` : `took the rights of an owner from ${who}`;
}

function inviteDeed({ target, detail }: ToldEvent): string | null {
  return detail.renewed === true && target?.name ? `invited ${target.name} again` : null;
}

function joinDeed({ actor, target, detail }: ToldEvent): string | null {
  if (target?.name && actor.type === "system") return `made ${target.name} the first owner`;
  if (!target?.id || target.id !== actor.id) return null;
  return detail.firstPassword === false ? "set a new password" : "accepted the invitation and set a password";
}

function sessionEndDeed({ actor, target, detail }: ToldEvent): string | null {
  if (detail.sessionsEnded === 0) return "asked to end other sessions, of which there were none";
  return target?.name === actor.name ? "ended another session of their own" : null;
}

/** What was done to people and their sessions, where there is more to say than the action's own words. */
export const PEOPLE_DEEDS: Record<string, Deed> = {
  "binding.add": roleDeed,
  "binding.change": roleDeed,
  "binding.remove": roleDeed,
  "user.update": accountDeed,
  "user.invite": inviteDeed,
  "user.join": joinDeed,
  "session.sign_in": (event) => `signed in${fromAddress(event)}`,
  "session.revoke": sessionEndDeed,
};
