import { z } from "zod";
import { ensureDemo } from "@/sandbox/demo/ensure-demo";
import { parse } from "./parse";
import type { ControlCall } from "./route";

const seedRequest = z.strictObject({
  demo: z.literal(true),
  keys: z.array(z.string().min(4)).max(2).default([]),
});

/** `POST /seed`: the demo workspaces, where they are missing, and keys for them. */
export function addDemo({ sandbox, body }: ControlCall) {
  const { keys } = parse(seedRequest, body);
  const now = sandbox.now();
  return { status: 201, json: sandbox.store.change((state) => ensureDemo(state, keys, now)) };
}
