import { spellDate } from "@/sandbox/api/spell-date";
import type { Generation } from "@/sandbox/settings";
import type { StoredMessageFlow } from "@/sandbox/state/message-flow";
import { showOddities } from "@/sandbox/state/oddities";
import { defaultMessageFlowSettings } from "./defaults";

type MessageFlowAnswer = Record<string, unknown>;

/** The answer to a create: everything, with nested working hours (upstream quirk Q9). */
export function createdMessageFlow(flow: StoredMessageFlow, generation: Generation): MessageFlowAnswer {
  return { ...listedMessageFlow(flow, generation), initiationMessage: flow.initiationMessage };
}

/** A row of the list, and also the answer to an update: no `initiationMessage` (upstream quirk Q28). */
export function listedMessageFlow(flow: StoredMessageFlow, generation: Generation): MessageFlowAnswer {
  const { responseSettings, security, emailSettings } = flow.settings;
  const row = {
    _id: flow._id,
    workspaceId: flow.workspaceId,
    name: flow.name,
    direction: flow.direction,
    description: flow.description,
    agent: flow.agent,
    settings: { responseSettings, security, emailSettings },
    prompt: flow.prompt,
    isActive: flow.isActive,
    autopilot: flow.autopilot,
    messageChannel: flow.messageChannel,
    ...dates(flow, generation),
  };
  return showOddities(row, flow);
}

/**
 * The answer to a get. The older generation leaves `initiationMessage` out, and every part of the settings that
 * was never set: its example has none of them (upstream quirk Q28).
 */
export function readMessageFlow(flow: StoredMessageFlow, generation: Generation): MessageFlowAnswer {
  const { settings } = flow;
  const row = listedMessageFlow(flow, generation);
  if (generation === "newer") {
    return showOddities({ ...row, settings, initiationMessage: flow.initiationMessage }, flow);
  }
  const base = defaultMessageFlowSettings();
  const unlessUnset = (name: "responseSettings" | "emailSettings" | "security") => {
    const isOdd = Object.keys(flow.odd ?? {}).some((path) => `${path}/`.startsWith(`/settings/${name}/`));
    return isOdd ? { [name]: settings[name] } : unlessDefault(name, settings[name], base[name]);
  };
  const shown = {
    ...row,
    settings: {
      knowledgeBases: settings.knowledgeBases,
      security: {},
      ...unlessUnset("security"),
      ...unlessUnset("responseSettings"),
      ...unlessUnset("emailSettings"),
    },
  };
  return showOddities(shown, flow);
}

/**
 * The answer to the toggle: `autopilot` after the flip, but no `direction` and no `settings` (upstream quirk
 * Q28).
 */
export function toggledMessageFlow(flow: StoredMessageFlow, generation: Generation): MessageFlowAnswer {
  return {
    _id: flow._id,
    workspaceId: flow.workspaceId,
    name: flow.name,
    description: flow.description,
    agent: flow.agent,
    prompt: flow.prompt,
    initiationMessage: flow.initiationMessage,
    isActive: flow.isActive,
    autopilot: flow.autopilot,
    messageChannel: flow.messageChannel,
    ...dates(flow, generation),
  };
}

function dates(flow: StoredMessageFlow, generation: Generation): MessageFlowAnswer {
  return {
    createdAt: spellDate(flow.createdAt, generation),
    updatedAt: spellDate(flow.updatedAt, generation),
    ...(generation === "older" ? { __v: flow.__v } : {}),
  };
}

function unlessDefault(name: string, value: object, base: object): MessageFlowAnswer {
  return JSON.stringify(value) === JSON.stringify(base) ? {} : { [name]: value };
}
