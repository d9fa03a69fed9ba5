import { afterEach, describe, expect, it } from "vitest";
import {
  answerJson,
  startTestUpstream,
  TEST_WORKSPACE,
  type TestUpstream,
} from "@/tests/support/test-upstream";
import { checkConnection } from "./check-connection";
import { listFlows } from "./list-flows";
import { listAgents, listFolders, listKnowledgeBases } from "./pickers";
import { readFlow } from "./read-flow";

const opened: TestUpstream[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((upstream) => upstream.close()));
});

async function upstreamWith(body: unknown, status = 200): Promise<TestUpstream> {
  const upstream = await startTestUpstream(answerJson(status, body));
  opened.push(upstream);
  return upstream;
}

const row = {
  _id: "flow1",
  workspaceId: TEST_WORKSPACE,
  name: "Front desk",
  isActive: true,
  direction: "inbound",
};

describe("a list of flows", () => {
  it.each([
    ["a bare array", [row]],
    ["wrapped in data", { data: [row] }],
    ["wrapped in callFlows", { callFlows: [row] }],
  ])("is understood as %s", async (_what, body) => {
    const { connection } = await upstreamWith(body);
    const { items, dropped } = await listFlows(connection, "call_flow");
    expect(items).toMatchObject([{ id: "flow1", name: "Front desk", agent: null, updatedAt: null }]);
    expect(dropped).toBe(0);
  });

  it("never has a row of another workspace or one without a usable id, and says how many it dropped", async () => {
    const foreign = { ...row, _id: "flow2", workspaceId: "665f0000000000000000bbbb" };
    const { connection } = await upstreamWith([
      foreign,
      row,
      { ...row, _id: undefined },
      null,
      { ...row, _id: "a/b" },
    ]);
    const { items, dropped } = await listFlows(connection, "message_flow");
    expect(items.map((item) => item.id)).toEqual(["flow1"]);
    expect(dropped).toBe(4);
  });

  it("is invalid when it is no list", async () => {
    const { connection } = await upstreamWith({ message: "ok" });
    await expect(listFlows(connection, "call_flow")).rejects.toMatchObject({ kind: "invalid" });
  });
});

describe("a list for a picker", () => {
  it("has nothing of an agent but id, name and status", async () => {
    const agent = {
      _id: "a1",
      workspaceId: TEST_WORKSPACE,
      name: "Reception",
      status: "ready",
      ttsModel: { elevenLabsApiKey: "k" },
    };
    const upstream = await upstreamWith([agent, { name: "No id" }]);
    const list = { items: [{ id: "a1", name: "Reception", status: "ready" }], dropped: 1 };
    expect(await listAgents(upstream.connection, "call")).toEqual(list);
    expect(await listAgents(upstream.connection, "omni")).toEqual(list);
    expect(upstream.seen).toEqual(["GET /v1/api/agents", "GET /v1/api/omni-flow-agents"]);
  });

  it("comes from the documented paths of knowledge bases and folders", async () => {
    const upstream = await upstreamWith({ data: [{ _id: "x1", name: "X", color: "#3B82F6" }] });
    expect((await listKnowledgeBases(upstream.connection)).items).toEqual([
      { id: "x1", name: "X", description: null },
    ]);
    expect((await listFolders(upstream.connection)).items).toMatchObject([
      { id: "x1", name: "X", color: "#3B82F6" },
    ]);
    expect(upstream.seen).toEqual(["GET /v1/api/knowledgebase", "GET /v1/api/flow-folders"]);
  });
});

describe("checking a connection", () => {
  it("sends one request, and succeeds when the upstream lists call flows", async () => {
    const upstream = await upstreamWith([]);
    expect(await checkConnection(upstream.connection)).toEqual({ ok: true });
    expect(upstream.seen).toEqual(["GET /v1/api/call-flows"]);
  });

  it("fails with the key's refusal", async () => {
    const { connection } = await upstreamWith({ error: "no" }, 401);
    await expect(checkConnection(connection)).rejects.toMatchObject({ kind: "credentials" });
  });
});

describe("reading a flow", () => {
  it("returns the answer unchanged and the flow in normal form", async () => {
    const { connection } = await upstreamWith(row);
    const { raw, flow } = await readFlow(connection, "call_flow", "flow1");
    expect(raw).toEqual(row);
    expect(flow).toMatchObject({ id: "flow1", direction: "inbound", prompt: null });
  });

  it("refuses another flow than the requested one, and a flow of another workspace", async () => {
    const { connection } = await upstreamWith(row);
    await expect(readFlow(connection, "call_flow", "flow9")).rejects.toMatchObject({ kind: "invalid" });
    const foreign = { ...connection, workspaceId: "665f0000000000000000bbbb" };
    await expect(readFlow(foreign, "call_flow", "flow1")).rejects.toMatchObject({ kind: "invalid" });
  });

  it("takes a 500 that says not found for what it means", async () => {
    const { connection } = await upstreamWith({ error: "Call flow not found" }, 500);
    await expect(readFlow(connection, "call_flow", "flow1")).rejects.toMatchObject({
      kind: "not_found",
      status: 500,
    });
  });

  it.each(["..", "a/b", "", "a?b", "x".repeat(65)])(
    "sends nothing for %j, which can be no id",
    async (id) => {
      const upstream = await upstreamWith(row);
      await expect(readFlow(upstream.connection, "call_flow", id)).rejects.toMatchObject({
        kind: "not_found",
      });
      expect(upstream.seen).toEqual([]);
    },
  );
});
