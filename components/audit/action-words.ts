import type { AuditEventView } from "@/lib/audit/event";
import { describeChanges } from "@/lib/flows/describe-changes";

interface ActionWords {
  /** In the list of actions to filter by. */
  label: string;
  /** What was done, before the target's name. */
  done: string;
  /** The same after "tried to". */
  tried: string;
}

const words = (label: string, done: string, tried: string): ActionWords => ({ label, done, tried });

const ACTIONS: Record<string, ActionWords> = {
  "call_flow.create": words("Call flow created", "created the call flow", "create the call flow"),
  "call_flow.update": words("Call flow changed", "changed the call flow", "change the call flow"),
  "call_flow.restore": words("Call flow restored", "restored the call flow", "restore the call flow"),
  "call_flow.drift": words("Call flow changed outside", "changed the call flow", "change the call flow"),
  "call_flow.accept_drift": words(
    "Outside change of a call flow kept",
    "kept the outside change of the call flow",
    "keep an outside change of a call flow",
  ),
  "message_flow.create": words("Message flow created", "created the message flow", "create the message flow"),
  "message_flow.update": words("Message flow changed", "changed the message flow", "change the message flow"),
  "message_flow.restore": words(
    "Message flow restored",
    "restored the message flow",
    "restore the message flow",
  ),
  "message_flow.drift": words(
    "Message flow changed outside",
    "changed the message flow",
    "change the message flow",
  ),
  "message_flow.accept_drift": words(
    "Outside change of a message flow kept",
    "kept the outside change of the message flow",
    "keep an outside change of a message flow",
  ),
  "change.resolve": words("Open change checked", "checked what became of a change of", "check a change of"),
  "workspace.create": words("Workspace added", "added the workspace", "add the workspace"),
  "workspace.update": words(
    "Workspace settings changed",
    "changed the settings of",
    "change the settings of",
  ),
  "workspace.check": words("Connection checked", "checked the connection of", "check the connection of"),
  "api_key.set": words("API key replaced", "replaced the API key of", "replace the API key of"),
  "binding.add": words("Member added", "added the member", "add the member"),
  "binding.change": words("Member's role changed", "changed the role of", "change the role of"),
  "binding.remove": words("Member removed", "removed the member", "remove the member"),
  "user.invite": words("Person invited", "invited", "invite"),
  "user.join": words("Invitation accepted", "set a password for", "set a password for"),
  "user.update": words("Person changed", "changed the account of", "change the account of"),
  "user.disable": words("Person disabled", "disabled", "disable"),
  "user.enable": words("Person enabled", "enabled", "enable"),
  "session.sign_in": words("Sign-in", "signed in", "sign in"),
  "session.sign_out": words("Sign-out", "signed out", "sign out"),
  "session.revoke": words("Session ended", "ended a session of", "end a session of"),
  "audit.export": words("Log exported", "exported the audit log", "export the audit log"),
  "audit.verify": words("Log verified", "verified the audit log", "verify the audit log"),
};

const FLOW_ACTIONS = Object.keys(ACTIONS).filter((action) => /^(call|message)_flow\./.test(action));
const PORTAL_ONLY = /^(user|session)\./;

/** Gives the actions that a chain can hold, for a filter. */
export function actionChoices(chain: "flows" | "workspace" | "portal"): { value: string; label: string }[] {
  const all = Object.keys(ACTIONS);
  const held =
    chain === "flows"
      ? FLOW_ACTIONS
      : chain === "workspace"
        ? all.filter((action) => !PORTAL_ONLY.test(action))
        : all.filter((action) => !FLOW_ACTIONS.includes(action) && !/^(binding|change)\./.test(action));
  return held.map((value) => ({ value, label: ACTIONS[value]?.label ?? value }));
}

/** Signing in and out, exports and verifications name their target in the verb already. */
const TARGET_IN_VERB = /^(session\.sign_|audit\.)/;

/** What stands for a target whose name is not recorded (a refused try has none), where the verb needs one. */
function unnamed(action: string, verb: string): string {
  if (!verb.endsWith(" of")) return "";
  if (/^(workspace|api_key)\./.test(action)) return " this workspace";
  return action.startsWith("change.") ? " a flow" : " somebody";
}

/** Says what an event is about in one sentence, without the time: "Maya changed the prompt of Front desk". */
export function eventSentence(
  event: Pick<AuditEventView, "action" | "outcome" | "actor" | "target" | "changes">,
): string {
  const { action, outcome, actor, target, changes } = event;
  const known = ACTIONS[action];
  const failed = outcome === "failed" || outcome === "denied";
  const verb = failed ? `tried to ${known?.tried ?? action}` : (known?.done ?? `did ${action}:`);
  const name = target?.name && !TARGET_IN_VERB.test(action) ? ` ${target.name}` : unnamed(action, verb);
  const isUpdate = /^(call|message)_flow\.(update|drift|restore)$/.test(action);
  const what = isUpdate && !failed && changes.length > 0 ? `: ${describeChanges(changes)}` : "";
  return `${actor.name} ${verb}${name}${what}`;
}
