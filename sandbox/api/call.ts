import type { Answer } from "@/sandbox/http/answer";
import type { Generation, UpdateMode } from "@/sandbox/settings";
import type { State, User } from "@/sandbox/state/model";

/** The input of a resource's handler: an authenticated request, and the state that it may read or change. */
export type Call = {
  /** For a route that changes something, a draft that is saved when the handler returns. */
  state: State;
  generation: Generation;
  update: UpdateMode;
  /** The upstream's own time, which may run ahead of the true one or behind it. */
  now: Date;
  /** False where an update leaves `updatedAt` as it was. */
  updatedAtMoves: boolean;
  user: User;
  /** The workspace of the `x-workspace-id` header; "" on the routes that need none and got none. */
  workspaceId: string;
  /** Values of the path's `:name` parts, decoded. */
  params: Record<string, string>;
  /** The parsed JSON body; undefined when there was none. */
  body: unknown;
};

export type Route = {
  method: "GET" | "POST" | "PUT";
  /** The path, with `:name` for a part that varies. */
  path: string;
  /** Whether the request must carry `x-workspace-id` and its user belong to it. */
  needsWorkspace: boolean;
  handle(call: Call): Answer;
};
