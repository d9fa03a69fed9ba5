import type { State } from "@/sandbox/state/model";
import { buildCallFlow, buildMessageFlow } from "./build-flows";
import { daysBefore, demoId } from "./demo-id";
import type { WorkspaceSpec } from "./spec";

/** Adds one demo workspace and everything in it to a state. */
export function addDemoWorkspace(state: State, spec: WorkspaceSpec, now: Date): void {
  const day = daysBefore(now, 160).toISOString();
  const dates = { createdAt: day, updatedAt: day };
  const id = (label: string) => demoId(`${spec._id}/${label}`);
  const owned = { workspaceId: spec._id, ...dates };
  state.workspaces.push({
    _id: spec._id,
    name: spec.name,
    initials: spec.initials,
    mayCreateGlobalFlows: spec.mayCreateGlobalFlows ?? false,
    ...dates,
  });
  for (const folder of spec.folders) {
    const { label, ...fields } = folder;
    const pathways = spec.callFlows.filter((flow) => flow.folder === label).map((flow) => id(flow.label));
    state.folders.push({ _id: id(label), ...fields, pathways, ...owned });
  }
  for (const base of spec.knowledgeBases) {
    const files = base.files.map(([name, size]) => ({
      name,
      size,
      type: "application/pdf",
      uploadedAt: day,
    }));
    state.knowledgeBases.push({
      _id: id(base.label),
      name: base.name,
      description: base.description,
      files,
      ...owned,
    });
  }
  addAgents(state, spec, owned);
  state.callFlows.push(
    ...spec.callFlows.map((flow) => buildCallFlow(flow, { workspaceId: spec._id, id, now })),
  );
  state.messageFlows.push(
    ...spec.messageFlows.map((flow) => buildMessageFlow(flow, { workspaceId: spec._id, id, now })),
  );
}

/** An agent's number is active as soon as the agent has a flow. */
function addPhoneNumbers(state: State, spec: WorkspaceSpec): void {
  const id = (label: string) => demoId(`${spec._id}/${label}`);
  for (const { label, phoneNumber } of spec.agents) {
    if (!phoneNumber) continue;
    const flow = spec.callFlows.find((candidate) => candidate.agent === label);
    state.phoneNumbers.push({
      _id: id(phoneNumber),
      workspaceId: spec._id,
      phoneNumber,
      status: flow ? "active" : "pending",
      agentId: id(label),
      pathwayId: flow ? id(flow.label) : null,
    });
  }
}

type Owned = { workspaceId: string; createdAt: string; updatedAt: string };

function addAgents(state: State, spec: WorkspaceSpec, owned: Owned): void {
  const id = (label: string) => demoId(`${spec._id}/${label}`);
  const userId = demoId(spec.owner);
  for (const agent of spec.agents) {
    const numberId = agent.phoneNumber ? id(agent.phoneNumber) : null;
    const flow = spec.callFlows.find((candidate) => candidate.agent === agent.label);
    state.agents.push({
      _id: id(agent.label),
      userId,
      name: agent.name,
      ttsModel: {
        provider: "rime",
        voiceId: `mistv2_${agent.voice}`,
        name: agent.voice,
        language: "en",
        ...agent.ttsExtra,
      },
      llmModel: "gpt-4o-mini",
      status: agent.status ?? "ready",
      settings: { speed: 0.7, volume: 1, temperature: 0.7 },
      activeSessions: agent.activeSessions ?? [],
      phoneNumberIds: numberId ? [numberId] : [],
      pathway: flow ? id(flow.label) : null,
      ...owned,
    });
  }
  addPhoneNumbers(state, spec);
  for (const { label, name, channel, phoneNumberId, showsId } of spec.omniFlowAgents) {
    state.omniFlowAgents.push({
      _id: id(label),
      showsId: showsId ?? true,
      userId,
      name,
      llmModel: "gpt-4o-mini",
      phoneNumberId,
      status: "ready",
      messageChannel: channel,
      ...owned,
    });
  }
}
