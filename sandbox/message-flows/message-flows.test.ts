import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { at, idOf, openSandbox, type TestAnswer, type TestSandbox } from "@/sandbox/testing/open-sandbox";

const path = "/v1/api/message-flows";
const hours = { enabled: true, start: "08:00", end: "20:00", timezone: "UTC", outOfHoursMessage: "Closed" };
let sandbox: TestSandbox;
let made: TestAnswer;
let id: string;

beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(() => sandbox.close());
beforeEach(async () => {
  await sandbox.control("POST", "/settings", { generation: "newer", update: "merge" });
  made = await create({});
  id = idOf(made);
});

function create(fields: Record<string, unknown>): Promise<TestAnswer> {
  const body = {
    ...{ name: "Texts", direction: "inbound", agent: sandbox.tenant.omniFlowAgentIds[0], prompt: "Be brief" },
    ...{ initiationMessage: "Hi", messageChannel: "SMS", ...fields },
  };
  return sandbox.api("POST", path, { body });
}
const update = (body: unknown) => sandbox.api("PUT", `${path}/${id}`, { body });
const read = () => sandbox.api("GET", `${path}/${id}`);

test("create takes flat working hours and answers them nested", async () => {
  const answer = await create({ settings: { responseSettings: { delay: 5, ...hours } } });
  expect(answer.status).toBe(201);
  expect(at(answer, "settings.responseSettings")).toEqual({ delay: 5, workingHours: hours });
});

test("create fills in the documented defaults", () => {
  expect(made.json).toMatchObject({
    isActive: false,
    autopilot: false,
    description: "",
    initiationMessage: "Hi",
  });
  expect(at(made, "settings")).toEqual({
    responseSettings: {
      delay: 0,
      workingHours: { enabled: false, start: "09:00", end: "17:00", timezone: "UTC", outOfHoursMessage: "" },
    },
    security: { hipaaCompliance: false },
    emailSettings: { subjectLine: "", signature: "" },
  });
});

test.each([
  ["nested working hours", { settings: { responseSettings: { workingHours: hours } } }],
  ["no first message", { initiationMessage: undefined }],
  ["a channel in other letters", { messageChannel: "sms" }],
  ["toggleAutopilot", { toggleAutopilot: true }],
])("create with %s is refused", async (_, fields) => {
  expect((await create(fields)).status).toBe(400);
});

test("create with a call agent is refused", async () => {
  expect((await create({ agent: sandbox.tenant.agentIds[0] })).status).toBe(400);
});

test("update takes nested working hours and merges them", async () => {
  const answer = await update({ settings: { responseSettings: { workingHours: { start: "07:00" } } } });
  expect(at(answer, "settings.responseSettings.workingHours")).toMatchObject({
    start: "07:00",
    end: "17:00",
  });
  expect(at(answer, "initiationMessage")).toBeUndefined();
});

test("update in replace mode resets what the body leaves out", async () => {
  await update({ description: "Old", settings: { emailSettings: { signature: "Us" } } });
  await sandbox.control("POST", "/settings", { update: "replace" });
  const answer = await update({ settings: { responseSettings: { delay: 9 } } });
  expect(answer.json).toMatchObject({ description: "", settings: { emailSettings: { signature: "" } } });
  expect(at(answer, "settings.responseSettings.delay")).toBe(9);
});

test.each(["name", "direction", "agent", "prompt", "initiationMessage", "isActive", "messageChannel"])(
  "update cannot change %s",
  async (field) => {
    expect((await update({ [field]: at(made, field) })).status).toBe(400);
  },
);

test("an update cannot clear the knowledge bases, which it cannot name either", async () => {
  const knowledgeBases = ["kb-1"];
  await sandbox.control("PATCH", `/flows/message/${id}`, { settings: { knowledgeBases } });
  await sandbox.control("POST", "/settings", { update: "replace" });
  await update({ description: "Other" });
  expect(at(await read(), "settings.knowledgeBases")).toEqual(knowledgeBases);
});

test("update refuses flat working hours", async () => {
  expect((await update({ settings: { responseSettings: { enabled: true } } })).status).toBe(400);
});

test("toggling twice ends where it began", async () => {
  const toggle = () => sandbox.api("PUT", `${path}/${id}/toggle-autopilot`, { body: {} });
  const first = await toggle();
  expect(at(first, "autopilot")).toBe(true);
  expect(at(first, "initiationMessage")).toBe("Hi");
  expect(at(first, "direction")).toBeUndefined();
  expect(at(first, "settings")).toBeUndefined();
  expect(at(await toggle(), "autopilot")).toBe(false);
});

test("toggleAutopilot true in an update flips, false does not", async () => {
  expect(at(await update({ toggleAutopilot: true }), "autopilot")).toBe(true);
  expect(at(await update({ toggleAutopilot: false }), "autopilot")).toBe(true);
});

test("the list never has the first message", async () => {
  const answer = await sandbox.api("GET", path);
  expect(at(answer, "0.name")).toBe("Texts");
  expect(at(answer, "0.initiationMessage")).toBeUndefined();
});

test("the older get leaves out the first message and every part of settings that was never set", async () => {
  expect(at(await read(), "initiationMessage")).toBe("Hi");
  await sandbox.control("POST", "/settings", { generation: "older" });
  const answer = await read();
  expect(at(answer, "initiationMessage")).toBeUndefined();
  expect(at(answer, "settings")).toEqual({ knowledgeBases: [], security: {} });
});
