import { type ControlCall, ControlError } from "./route";

/** `GET /log?since=N`: the API requests numbered above N. */
export function readLog({ sandbox, query }: ControlCall) {
  return { json: { entries: sandbox.log.since(sinceOf(query)) } };
}

/** `GET /history?since=N`: the flows that were made or changed, in the order in which it happened, above N. */
export function readHistory({ sandbox, query }: ControlCall) {
  return { json: { applied: sandbox.history.since(sinceOf(query)) } };
}

function sinceOf(query: URLSearchParams): number {
  const since = Number(query.get("since") ?? "0");
  if (!Number.isInteger(since) || since < 0) throw new ControlError("since must be a whole number");
  return since;
}

/** `DELETE /log`. Entry numbers continue after the removed ones. */
export function clearLog({ sandbox }: ControlCall) {
  sandbox.log.clear();
  return { json: { ok: true } };
}
