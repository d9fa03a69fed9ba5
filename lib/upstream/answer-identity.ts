import { idOf, isRawObject, type RawObject } from "./raw-fields";
import { UpstreamError } from "./upstream-error";

function unusable(message: string): UpstreamError {
  return new UpstreamError({ kind: "invalid", message, status: 200, sent: true });
}

/** The workspace that a row states, or null when it states none. */
export function workspaceOf(raw: RawObject): string | null {
  return idOf(raw.workspaceId);
}

/**
 * Checks that an answer is one flow of the expected workspace, and gives it with its id. The key belongs to a
 * person and the workspace is only a header (upstream quirk Q20), so a flow that names another workspace must go
 * no further (quirk Q19).
 * @throws UpstreamError of kind `invalid`
 */
export function checkFlowIdentity(
  answer: unknown,
  expect: { workspaceId: string },
): { raw: RawObject; id: string } {
  if (!isRawObject(answer)) throw unusable("The upstream answered with something that is not a flow");
  const id = idOf(answer);
  if (id === null) throw unusable("The upstream answered with a flow that has no usable id");
  const stated = answer.workspaceId;
  if (stated !== undefined && stated !== null && workspaceOf(answer) !== expect.workspaceId) {
    throw unusable("The upstream answered with a flow of another workspace");
  }
  return { raw: answer, id };
}
