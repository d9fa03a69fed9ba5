import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { at, idOf, openSandbox, type TestSandbox } from "@/sandbox/testing/open-sandbox";

const limits = { callSetting: { maxCallDuration: 1200, endCallOnSilence: 15 } };
let sandbox: TestSandbox;
let id: string;

beforeAll(async () => {
  sandbox = await openSandbox({ generation: "older" });
});
afterAll(() => sandbox.close());

beforeEach(async () => {
  const webhook = { name: "w", url: "u", variablesforcallflow: [{ name: "slot" }], testResponse: "{}" };
  const answer = await sandbox.api("POST", "/v1/api/call-flows", {
    body: {
      ...{ name: "Flow", direction: "outbound", promptType: "simple", prompt: "One", webhooks: [webhook] },
      agent: sandbox.tenant.agentIds[0],
    },
  });
  expect(answer.status).toBe(200);
  id = idOf(answer);
});

const update = (fields: Record<string, unknown>) =>
  sandbox.api("PUT", `/v1/api/call-flows/${id}`, { body: { settings: limits, ...fields } });
const read = () => sandbox.api("GET", `/v1/api/call-flows/${id}`);

test("get answers webhooks under settings, both limits, autopilot and __v, and no voice guard", async () => {
  const answer = await read();
  expect(at(answer, "settings.webhooks")).toEqual([
    {
      ...{ name: "w", url: "u", method: "POST", headers: [], body: "", description: "" },
      variables: [{ name: "slot", description: "" }],
    },
  ]);
  expect(at(answer, "settings.callSetting")).toEqual({ maxCallDuration: 600, endCallOnSilence: 10 });
  expect(answer.json).toMatchObject({ autopilot: false, __v: 0 });
  for (const absent of ["webhooks", "promptVersions", "currentPromptId", "settings.callSettings"]) {
    expect(at(answer, absent)).toBeUndefined();
  }
});

test("dates have no milliseconds", async () => {
  expect(at(await read(), "updatedAt")).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
});

test("an update is answered with the documented part of the flow only", async () => {
  const answer = await update({ name: "New" });
  const fields = [
    "_id",
    "workspaceId",
    "name",
    "description",
    "isActive",
    "promptType",
    "settings",
    "updatedAt",
  ];
  expect(Object.keys(answer.json as object)).toEqual(fields);
  expect(Object.keys(at(answer, "settings") as object)).toEqual([
    ...["responseSettings", "security", "callSetting", "webhooks"],
  ]);
  expect(at(await read(), "prompt")).toBe("One");
});

test.each([
  ["no settings", undefined],
  ["one limit", { callSetting: { maxCallDuration: 5 } }],
])("an update with %s fails with 500 and changes nothing", async (_, settings) => {
  const answer = await update({ name: "New", settings });
  expect(answer).toMatchObject({ status: 500, json: { error: expect.stringContaining("must be sent") } });
  expect(at(await read(), "name")).toBe("Flow");
});

test("toggleAutopilot flips the switch each time, and false leaves it", async () => {
  await update({ toggleAutopilot: true });
  expect(at(await read(), "autopilot")).toBe(true);
  await update({ toggleAutopilot: false });
  expect(at(await read(), "autopilot")).toBe(true);
  await update({ toggleAutopilot: true });
  expect(at(await read(), "autopilot")).toBe(false);
});

test("a webhook's body is generated from its variables", async () => {
  const webhook = { name: "b", url: "u", body: "ignored", variables: [{ name: "message" }] };
  const answer = await update({ webhooks: [webhook] });
  expect(at(answer, "settings.webhooks.1.body")).toBe('{\n  "message": "{{message}}"\n}');
});

test("the list populates agent, and summarises", async () => {
  const answer = await sandbox.api("GET", "/v1/api/call-flows");
  expect(at(answer, "0.agent")).toEqual({ _id: sandbox.tenant.agentIds[0], name: "Call agent" });
  expect(at(answer, "0.prompt")).toBeUndefined();
});

test("promptType simple turns a flow of type flow into a simple one, and its absence does not", async () => {
  await sandbox.control("PATCH", `/flows/call/${id}`, { promptType: "flow" });
  expect(at(await update({}), "promptType")).toBe("flow");
  expect(at(await update({ promptType: "simple" }), "promptType")).toBe("simple");
});

test("an unknown id is a 500 with a text, where the newer generation answers 404", async () => {
  const older = await sandbox.api("GET", "/v1/api/call-flows/nope");
  expect(older).toMatchObject({ status: 500, json: { error: "Call flow not found" } });
  await sandbox.control("POST", "/settings", { generation: "newer" });
  const newer = await sandbox.api("GET", "/v1/api/call-flows/nope");
  expect(newer).toMatchObject({ status: 404, json: { message: "Call flow not found" } });
  await sandbox.control("POST", "/settings", { generation: "older" });
});
