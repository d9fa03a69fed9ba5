import { emptyState, stateSchema } from "@/sandbox/state/model";
import { parse } from "./parse";
import type { ControlCall } from "./route";

/** `GET /state`: everything, with the fields the API never answers. API keys are digests. */
export function readState({ sandbox }: ControlCall) {
  return { json: sandbox.store.read() };
}

/** `PUT /state`: replaces everything with a state that has the shape `GET /state` shows. */
export function replaceState({ sandbox, body }: ControlCall) {
  sandbox.store.replace(parse(stateSchema, body));
  return { json: { ok: true } };
}

/** `POST /reset`: no tenants, no faults, an empty log and history, full request budgets. Settings stay. */
export function resetState({ sandbox }: ControlCall) {
  sandbox.store.replace(emptyState());
  sandbox.faults.clear();
  sandbox.log.clear();
  sandbox.history.clear();
  sandbox.rateLimit.clear();
  return { json: { ok: true } };
}
