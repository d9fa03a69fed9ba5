import type { Call } from "./call";

/** Marks a stored flow as changed now. The upstream promises nowhere that `updatedAt` moves, so it may stay. */
export function touch(
  flow: { updatedAt: string; __v: number },
  call: Pick<Call, "now" | "updatedAtMoves">,
): void {
  if (call.updatedAtMoves) flow.updatedAt = call.now.toISOString();
  flow.__v += 1;
}
