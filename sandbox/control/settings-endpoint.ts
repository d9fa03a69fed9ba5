import { z } from "zod";
import { parse } from "./parse";
import type { ControlCall } from "./route";

const settingsRequest = z.strictObject({
  generation: z.enum(["older", "newer"]).optional(),
  update: z.enum(["merge", "replace"]).optional(),
  requestsPerMinute: z.number().int().nonnegative().optional(),
  clockOffsetMs: z.number().int().optional(),
  dateHeader: z.boolean().optional(),
  dates: z.enum(["generation", "milliseconds", "seconds"]).optional(),
  updatedAtMoves: z.boolean().optional(),
});

/** `GET /settings`: the sandbox's current settings. */
export function readLiveSettings({ sandbox }: ControlCall) {
  return { json: sandbox.live };
}

/** `POST /settings`: changes the settings that the body names, until the next start. */
export function changeSettings({ sandbox, body }: ControlCall) {
  const request = parse(settingsRequest, body);
  Object.assign(sandbox.live, request);
  return { json: sandbox.live };
}
