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
  "session.throttle": words("Sign-in throttled", "was held back from signing in", "sign in again and again"),
  "session.sign_out": words("Sign-out", "signed out", "sign out"),
  "session.revoke": words("Session ended", "ended a session of", "end a session of"),
  "audit.export": words("Log exported", "exported the audit log", "export the audit log"),
  "audit.verify": words("Log verified", "verified the audit log", "verify the audit log"),
  "audit.retire": words("Old events removed", "removed old events", "remove old events"),
  "audit_settings.update": words(
    "Retention changed",
    "changed how long events are kept",
    "change how long events are kept",
  ),
  "signing_key.create": words("Signing key made", "made a signing key", "make a signing key"),
  "signing_key.rotate": words(
    "Signing key replaced",
    "made a new key to sign the audit log with",
    "make a new key to sign the audit log with",
  ),
  "audit_view.save": words("View of the log saved", "saved the view", "save the view"),
  "audit_view.remove": words("View of the log removed", "removed the view", "remove the view"),
  "audit_webhook.add": words("Audit webhook added", "added the audit webhook", "add the audit webhook"),
  "audit_webhook.pause": words("Audit webhook paused", "paused the audit webhook", "pause the audit webhook"),
  "audit_webhook.resume": words(
    "Audit webhook resumed",
    "resumed the audit webhook",
    "resume the audit webhook",
  ),
  "audit_webhook.remove": words(
    "Audit webhook removed",
    "removed the audit webhook",
    "remove the audit webhook",
  ),
  "audit_webhook.rotate_secret": words(
    "Secret of an audit webhook replaced",
    "replaced the secret of the audit webhook",
    "replace the secret of the audit webhook",
  ),
  "audit_webhook.resend": words(
    "Undelivered events sent again",
    "sent undelivered events again to the audit webhook",
    "send undelivered events again to the audit webhook",
  ),
  "audit_webhook.test": words("Audit webhook tested", "tested the audit webhook", "test the audit webhook"),
};

const FLOW_ACTIONS = Object.keys(ACTIONS).filter((action) => /^(call|message)_flow\./.test(action));
const PORTAL_ONLY = /^(user|session|signing_key)\./;
/** The portal's own log is kept for ever. */
const WORKSPACE_ONLY = /^(binding|change|audit_settings)\.|^audit\.retire$/;

/** Gives the actions that a chain can hold, for a filter. */
export function actionChoices(chain: "flows" | "workspace" | "portal"): { value: string; label: string }[] {
  const all = Object.keys(ACTIONS);
  const held =
    chain === "flows"
      ? FLOW_ACTIONS
      : chain === "workspace"
        ? all.filter((action) => !PORTAL_ONLY.test(action))
        : all.filter((action) => !FLOW_ACTIONS.includes(action) && !WORKSPACE_ONLY.test(action));
  return held.map((value) => ({ value, label: ACTIONS[value]?.label ?? value }));
}

/** Gives the words for an action; null for one that is not known here. */
export function actionWords(action: string): ActionWords | null {
  return ACTIONS[action] ?? null;
}
