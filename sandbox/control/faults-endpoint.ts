import { faultRuleSchema } from "@/sandbox/faults/rule";
import { parse } from "./parse";
import type { ControlCall } from "./route";

/** `POST /faults`: adds one rule. */
export function addFault({ sandbox, body }: ControlCall) {
  return { status: 201, json: sandbox.faults.add(parse(faultRuleSchema, body)) };
}

/** `GET /faults`: the rules that are not used up yet. */
export function listFaults({ sandbox }: ControlCall) {
  return { json: { faults: sandbox.faults.list() } };
}

/** `DELETE /faults`. */
export function clearFaults({ sandbox }: ControlCall) {
  sandbox.faults.clear();
  return { json: { ok: true } };
}
