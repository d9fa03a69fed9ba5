import { expect, test } from "vitest";
import { defaultSettings, readSettings } from "./settings";

test("without variables the defaults hold, and an empty variable counts as unset", () => {
  expect(readSettings({ SANDBOX_PORT: "", SANDBOX_GENERATION: "" })).toEqual(defaultSettings);
});

test("every variable is read", () => {
  const env = {
    ...{ SANDBOX_PORT: "0", SANDBOX_CONTROL_PORT: "5001", SANDBOX_HOST: "::1", SANDBOX_STATE: "/s" },
    ...{ SANDBOX_GENERATION: "older", SANDBOX_UPDATE: "replace", SANDBOX_REQUESTS_PER_MINUTE: "7" },
    SANDBOX_DEMO_KEYS: "tk_one, tk_two",
  };
  expect(readSettings(env)).toEqual({
    ...{ port: 0, controlPort: 5001, host: "::1", stateFolder: "/s", generation: "older" },
    ...{ update: "replace", requestsPerMinute: 7, demoKeys: ["tk_one", "tk_two"] },
  });
});

test.each([
  ["SANDBOX_PORT", "http"],
  ["SANDBOX_CONTROL_PORT", "70000"],
  ["SANDBOX_GENERATION", "oldest"],
  ["SANDBOX_UPDATE", "patch"],
  ["SANDBOX_REQUESTS_PER_MINUTE", "-1"],
  ["SANDBOX_DEMO_KEYS", "a,b,c"],
])("a wrong %s is refused in one line that names it", (name, value) => {
  expect(() => readSettings({ [name]: value })).toThrow(new RegExp(`^${name} [^\n]*$`));
});
