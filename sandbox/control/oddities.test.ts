import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { at, idOf, openSandbox, type TestSandbox } from "@/sandbox/testing/open-sandbox";

let sandbox: TestSandbox;
let id: string;
beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(() => sandbox.close());
beforeEach(async () => {
  await sandbox.control("POST", "/settings", { generation: "newer", update: "replace" });
  const body = { name: "A", direction: "outbound", promptType: "simple" };
  id = idOf(await sandbox.api("POST", "/v1/api/call-flows", { body }));
});

const put = (odd: Record<string, unknown>) => sandbox.control("PUT", `/flows/${id}/oddities`, odd);
const read = () => sandbox.api("GET", `/v1/api/call-flows/${id}`);
const update = (body: Record<string, unknown>) =>
  sandbox.api("PUT", `/v1/api/call-flows/${id}`, { body: { promptType: "simple", ...body } });
const stored = () => sandbox.control("GET", `/flows/${id}`);

test("a flow shows unknown keys and values of other types, where its generation shows the place", async () => {
  await put({
    "/settings/enableRecording": true,
    "/settings/callSetting/enableLlmCache": false,
    "/settings/callSetting/maxCallDuration": "long",
    "/dynamicVariableCollections": { a: 1 },
  });
  const newer = await read();
  expect(newer.json).toMatchObject({
    dynamicVariableCollections: { a: 1 },
    settings: { enableRecording: true, callSettings: { enableLlmCache: false } },
  });
  expect(at(newer, "settings.callSettings.maxCallDuration")).toBeUndefined();
  await sandbox.control("POST", "/settings", { generation: "older" });
  expect(at(await read(), "settings.callSetting")).toMatchObject({
    enableLlmCache: false,
    maxCallDuration: "long",
  });
});

describe("an update", () => {
  test("that sends oddities back as they are stored keeps them, and drops the others by replacing", async () => {
    await put({ "/settings/kept": [1], "/settings/dropped": 1, "/description": 5, "/unnameable": 1 });
    expect((await update({ description: 5, settings: { kept: [1] } })).status).toBe(200);
    const { json } = await stored();
    expect(json).toMatchObject({ description: 5, unnameable: 1, settings: { kept: [1] } });
    expect(at(await stored(), "settings.dropped")).toBeUndefined();
  });

  test("that merges keeps what it leaves out", async () => {
    await sandbox.control("POST", "/settings", { update: "merge" });
    await put({ "/settings/kept": 1, "/description": 5 });
    expect((await update({ name: "B" })).status).toBe(200);
    expect((await stored()).json).toMatchObject({ name: "B", description: 5, settings: { kept: 1 } });
  });

  test("is refused with an unknown key that the flow lacks, or an odd value that is not the stored one", async () => {
    await put({ "/description": 5, "/unnameable": 1 });
    expect((await update({ settings: { made: 1 } })).status).toBe(400);
    expect((await update({ description: 6 })).status).toBe(400);
    expect((await update({ unnameable: 1 })).status).toBe(400);
    expect((await update({ description: "text" })).status).toBe(200);
    expect((await stored()).json).toMatchObject({ description: "text", unnameable: 1 });
  });
});

test("an oddity below another one is refused", async () => {
  expect((await put({ "/settings": 1, "/settings/a": 1 })).status).toBe(400);
  expect((await put({ settings: 1 })).status).toBe(400);
});
