import { newCallFlow } from "@/sandbox/call-flows/new-flow";
import { setPrompt } from "@/sandbox/call-flows/prompt";
import { defaultMessageFlowSettings } from "@/sandbox/message-flows/defaults";
import type { StoredCallFlow } from "@/sandbox/state/call-flow";
import type { StoredMessageFlow } from "@/sandbox/state/message-flow";
import { daysBefore } from "./demo-id";
import type { CallFlowSpec, MessageFlowSpec } from "./spec";

type Place = { workspaceId: string; id: (label: string) => string; now: Date };

/** The stored call flow that a spec describes. */
export function buildCallFlow(spec: CallFlowSpec, { workspaceId, id, now }: Place): StoredCallFlow {
  const made = daysBefore(now, spec.madeDaysAgo, 9, 12);
  const edited = daysBefore(now, spec.editedDaysAgo, 14, 37);
  const { label, name, direction } = spec;
  const flow = newCallFlow({ _id: id(label), workspaceId, name, direction }, made);
  for (const [index, prompt] of spec.prompts.entries()) setPrompt(flow, prompt, index === 0 ? made : edited);
  return {
    ...flow,
    description: spec.description,
    agent: spec.agent ? id(spec.agent) : null,
    folderId: spec.folder ? id(spec.folder) : null,
    settings: {
      ...flow.settings,
      knowledgeBases: (spec.knowledgeBases ?? []).map(id),
      ...spec.settings,
      callSetting: { ...flow.settings.callSetting, ...spec.limits },
    },
    recordingEnabled: !spec.settings?.security?.hipaaCompliance,
    updatedAt: edited.toISOString(),
    __v: spec.prompts.length - 1,
    ...spec.fields,
  };
}

/** The stored message flow that a spec describes. */
export function buildMessageFlow(spec: MessageFlowSpec, { workspaceId, id, now }: Place): StoredMessageFlow {
  const { label, agent, madeDaysAgo, editedDaysAgo, settings, ...fields } = spec;
  return {
    _id: id(label),
    workspaceId,
    ...fields,
    agent: id(agent),
    settings: { ...defaultMessageFlowSettings(), ...settings },
    createdAt: daysBefore(now, madeDaysAgo, 11, 5).toISOString(),
    updatedAt: daysBefore(now, editedDaysAgo, 15, 48).toISOString(),
    __v: 0,
  };
}
