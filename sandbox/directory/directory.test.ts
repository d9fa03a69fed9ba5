import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningSandbox, startSandbox } from "@/sandbox/start";

const headers = { "x-api-key": "tk_demo_one", "x-workspace-id": "6764d172953253138a3a7001" };
let running: RunningSandbox;
beforeAll(async () => {
  running = await startSandbox({ port: 0, controlPort: 0, requestsPerMinute: 0, demoKeys: ["tk_demo_one"] });
});
afterAll(() => running.close());

async function rows(path: string): Promise<Record<string, unknown>[]> {
  const response = await fetch(`${running.url}/v1/api/${path}`, { headers });
  expect(response.status).toBe(200);
  return (await response.json()) as Record<string, unknown>[];
}

test("one omni flow agent has no _id, and phoneNumberId comes in three shapes", async () => {
  const agents = await rows("omni-flow-agents");
  expect(agents.filter((agent) => !("_id" in agent))).toHaveLength(1);
  expect(agents.map(({ phoneNumberId }) => phoneNumberId)).toEqual([expect.any(String), null, {}]);
});

test("call agents carry secrets and live data that a client has to drop", async () => {
  const agents = await rows("agents");
  expect(agents.some((agent) => JSON.stringify(agent.ttsModel).includes("elevenLabsApiKey"))).toBe(true);
  expect(agents.some((agent) => Array.isArray(agent.activeSessions) && agent.activeSessions.length > 0)).toBe(
    true,
  );
});

test("folders have a hex colour and the ids of their flows", async () => {
  const [folder] = await rows("flow-folders");
  expect(folder).toMatchObject({ color: "#3B82F6", pathwayModel: "Flow", flowType: "call" });
  expect(folder?.pathways).toEqual(expect.arrayContaining([expect.stringMatching(/^[0-9a-f]{24}$/)]));
});

test("a knowledge base is listed and read with its files", async () => {
  const [base] = await rows("knowledgebase");
  const response = await fetch(`${running.url}/v1/api/knowledgebase/${base?._id}`, { headers });
  expect(await response.json()).toEqual(base);
});

test("older answers spell the agent's number and dates the older way", async () => {
  const settings = { method: "POST", body: JSON.stringify({ generation: "older" }) };
  await fetch(`${running.controlUrl}/settings`, settings);
  const [agent] = await rows("agents");
  expect(agent).toMatchObject({ phoneNumberId: expect.any(String), __v: 0 });
  expect(agent?.phoneNumberIds).toBeUndefined();
  const missing = await fetch(`${running.url}/v1/api/agents/nope`, { headers });
  expect([missing.status, await missing.json()]).toEqual([500, { error: "Agent not found" }]);
});
