import { afterAll, vi } from "vitest";
import { closeDatabase } from "@/lib/db/client";
import { keptEnvironment } from "./minimal-environment";

// Files run in one process, one after the other: each finds the time, the pools and the settings as if it were the first.
const putBack = keptEnvironment();
afterAll(async () => {
  vi.useRealTimers();
  await closeDatabase();
  putBack();
});
