/**
 * Which fields of an event's `changes` stand there in clear, by what the action begins with. What is not listed is
 * replaced by a digest, so a new field is added here or stays hidden. Fields of flows have their own rule
 * (`clear-flow-value`). Only texts, numbers, switches and null are shown; a list or an object never is.
 */
const CLEAR_PATHS: readonly [actions: string, paths: readonly string[]][] = [
  ["user.", ["/email", "/name", "/owner", "/disabled"]],
  ["workspace.", ["/name", "/upstream", "/upstreamWorkspaceId", "/keyHint", "/requireReason", "/health"]],
  ["api_key.", ["/keyHint"]],
  ["binding.", ["/role"]],
  ["audit_settings.", ["/keepDays"]],
];

/** Whether a field may stand in clear in events of an action. */
export function isClearPath(action: string, path: string): boolean {
  return CLEAR_PATHS.some(([actions, paths]) => action.startsWith(actions) && paths.includes(path));
}
