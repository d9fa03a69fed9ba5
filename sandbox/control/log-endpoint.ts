import { type ControlCall, ControlError } from "./route";

/** `GET /log?since=N`: the API requests numbered above N. */
export function readLog({ sandbox, query }: ControlCall) {
  const since = Number(query.get("since") ?? "0");
  if (!Number.isInteger(since) || since < 0) throw new ControlError("since must be a whole number");
  return { json: { entries: sandbox.log.since(since) } };
}

/** `DELETE /log`. Entry numbers continue after the removed ones. */
export function clearLog({ sandbox }: ControlCall) {
  sandbox.log.clear();
  return { json: { ok: true } };
}
