import { expect, test } from "vitest";
import { emptyState, stateSchema } from "@/sandbox/state/model";
import { ensureDemo } from "./ensure-demo";

const now = new Date("2025-06-01T12:00:00Z");
const keys = ["tk_demo_one", "tk_demo_two"];

function demoState() {
  const state = emptyState();
  ensureDemo(state, keys, now);
  return state;
}

test("the demo is a valid state with two workspaces, each opened by its own key", () => {
  const state = stateSchema.parse(demoState());
  expect(state.workspaces.map(({ _id, name }) => [_id, name])).toEqual([
    ["6764d172953253138a3a7001", "Harbour Dental"],
    ["6764d172953253138a3a7002", "Northwind Home Services"],
  ]);
  const opened = state.keys.map((key) => state.users.find((user) => user._id === key.userId)?.workspaceIds);
  expect(opened).toEqual([["6764d172953253138a3a7001"], ["6764d172953253138a3a7002"]]);
});

test("a single key opens both workspaces", () => {
  const state = emptyState();
  ensureDemo(state, ["tk_only"], now);
  expect(state.users.find(({ _id }) => _id === state.keys[0]?.userId)?.workspaceIds).toHaveLength(2);
});

test("a second time adds keys and leaves the flows as they are", () => {
  const state = demoState();
  const [flow] = state.callFlows;
  if (flow) flow.name = "Renamed by somebody";
  const before = structuredClone(state.callFlows);
  ensureDemo(state, ["tk_third", "tk_fourth"], new Date("2025-07-01T12:00:00Z"));
  expect(state.callFlows).toEqual(before);
  expect(state.keys).toHaveLength(4);
});

test("everything a demo flow points at exists in its own workspace", () => {
  const state = demoState();
  const ids = (rows: { _id: string; workspaceId: string }[], workspaceId: string) =>
    new Set(rows.filter((row) => row.workspaceId === workspaceId).map(({ _id }) => _id));
  for (const flow of state.callFlows) {
    if (flow.agent) expect(ids(state.agents, flow.workspaceId)).toContain(flow.agent);
    if (flow.folderId) expect(ids(state.folders, flow.workspaceId)).toContain(flow.folderId);
    for (const id of flow.settings.knowledgeBases) {
      expect(ids(state.knowledgeBases, flow.workspaceId)).toContain(id);
    }
  }
  for (const flow of state.messageFlows) {
    expect(ids(state.omniFlowAgents, flow.workspaceId)).toContain(flow.agent);
  }
});

test("no two rows share an id, and all dates lie in the past", () => {
  const state = demoState();
  const flows = [...state.callFlows, ...state.messageFlows];
  const rows = [
    ...flows,
    ...state.agents,
    ...state.omniFlowAgents,
    ...state.folders,
    ...state.knowledgeBases,
  ];
  expect(new Set(rows.map(({ _id }) => _id)).size).toBe(rows.length);
  for (const flow of flows) {
    expect(Date.parse(flow.updatedAt)).toBeLessThan(now.getTime());
    expect(Date.parse(flow.createdAt)).toBeLessThanOrEqual(Date.parse(flow.updatedAt));
  }
});

test("the demo holds the awkward cases", () => {
  const { callFlows, messageFlows, omniFlowAgents } = demoState();
  expect(callFlows.some((flow) => flow.webhooks.length === 3)).toBe(true);
  expect(callFlows.some((flow) => flow.flowData.nodes.length >= 12)).toBe(true);
  expect(callFlows.some((flow) => flow.promptType === "flow")).toBe(true);
  expect(callFlows.some((flow) => flow.direction === "inbound")).toBe(true);
  expect(callFlows.some((flow) => flow.agent === null)).toBe(true);
  expect(new Set(messageFlows.map(({ messageChannel }) => messageChannel)).size).toBe(2);
  expect(omniFlowAgents.some(({ showsId }) => !showsId)).toBe(true);
});
