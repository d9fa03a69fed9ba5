import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openStore } from "./store";
import { addTenantTo } from "./tenant";

const now = new Date("2025-06-01T12:00:00Z");
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sandbox-state-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("a change is on disk before it is visible, and another process reads it back", () => {
  const store = openStore(join(folder, "made", "on", "demand"));
  store.change((state) => addTenantTo(state, { key: "tk_secret_key" }, now));
  expect(openStore(join(folder, "made", "on", "demand")).read()).toEqual(store.read());
});

test("a change that throws leaves neither a trace in memory nor on disk", () => {
  const store = openStore(folder);
  const failing = () =>
    store.change((state) => {
      addTenantTo(state, { key: "tk_secret_key" }, now);
      throw new Error("refused");
    });
  expect(failing).toThrow("refused");
  expect(store.read().users).toEqual([]);
  expect(readdirSync(folder)).toEqual([]);
});

test("the file holds no API key", () => {
  const store = openStore(folder);
  store.change((state) => addTenantTo(state, { key: "tk_secret_key" }, now));
  expect(JSON.stringify(store.read())).not.toContain("tk_secret_key");
});

test("a damaged file or an unusable folder stops the start with a line that names the variable", () => {
  writeFileSync(join(folder, "state.json"), '{"users":');
  expect(() => openStore(folder)).toThrow(/^SANDBOX_STATE: .* is not a sandbox state/);
  expect(() => openStore(join(folder, "state.json"))).toThrow(/^SANDBOX_STATE: .* cannot be used/);
});
