import { z } from "zod";
import { storedCallFlowSchema } from "./call-flow";
import { storedMessageFlowSchema } from "./message-flow";

const dated = { createdAt: z.string(), updatedAt: z.string() };
const looseObject = z.record(z.string(), z.unknown());

export const userSchema = z.object({ _id: z.string(), name: z.string(), workspaceIds: z.array(z.string()) });

/** Keys are kept as digests, so that showing the state over the control port reveals none. */
export const apiKeySchema = z.object({ sha256: z.string(), last4: z.string(), userId: z.string() });

export const workspaceSchema = z.object({
  _id: z.string(),
  name: z.string(),
  initials: z.string(),
  /** Only certain workspaces may have global flows (upstream quirk Q30). */
  mayCreateGlobalFlows: z.boolean(),
  ...dated,
});

export const agentSchema = z.object({
  _id: z.string(),
  workspaceId: z.string(),
  userId: z.string(),
  name: z.string(),
  ttsModel: looseObject,
  llmModel: z.string(),
  status: z.enum(["pending", "ready", "error"]),
  settings: z.object({ speed: z.number(), volume: z.number(), temperature: z.number() }),
  activeSessions: z.array(looseObject),
  phoneNumberIds: z.array(z.string()),
  /** The agent's own link to a flow. Creating a flow with the agent does not set it (upstream quirk Q31). */
  pathway: z.string().nullable(),
  ...dated,
});

export const omniFlowAgentSchema = z.object({
  _id: z.string(),
  /** False for a row that the API answers without its `_id` (upstream quirk Q23). */
  showsId: z.boolean(),
  workspaceId: z.string(),
  userId: z.string(),
  name: z.string(),
  llmModel: z.string(),
  /** Null, an empty object or a string: the upstream's documents show all three (upstream quirk Q23). */
  phoneNumberId: z.union([z.null(), z.string(), z.object({}).strict()]),
  status: z.enum(["pending", "ready", "error"]),
  messageChannel: z.enum(["SMS", "Email"]),
  ...dated,
});

export const knowledgeBaseSchema = z.object({
  _id: z.string(),
  workspaceId: z.string(),
  name: z.string(),
  description: z.string(),
  files: z.array(z.object({ name: z.string(), size: z.number(), type: z.string(), uploadedAt: z.string() })),
  ...dated,
});

export const folderSchema = z.object({
  _id: z.string(),
  workspaceId: z.string(),
  name: z.string(),
  color: z.string(),
  icon: z.string(),
  flowType: z.enum(["call", "message"]),
  pathways: z.array(z.string()),
  ...dated,
});

export const phoneNumberSchema = z.object({
  _id: z.string(),
  workspaceId: z.string(),
  phoneNumber: z.string(),
  status: z.enum(["pending", "active", "released"]),
  agentId: z.string().nullable(),
  pathwayId: z.string().nullable(),
});

/** Everything the sandbox remembers. Lists are in order of creation, which is the order answered. */
export const stateSchema = z.object({
  users: z.array(userSchema),
  keys: z.array(apiKeySchema),
  workspaces: z.array(workspaceSchema),
  agents: z.array(agentSchema),
  omniFlowAgents: z.array(omniFlowAgentSchema),
  knowledgeBases: z.array(knowledgeBaseSchema),
  folders: z.array(folderSchema),
  phoneNumbers: z.array(phoneNumberSchema),
  callFlows: z.array(storedCallFlowSchema),
  messageFlows: z.array(storedMessageFlowSchema),
});

export type User = z.infer<typeof userSchema>;
export type Workspace = z.infer<typeof workspaceSchema>;
export type Agent = z.infer<typeof agentSchema>;
export type OmniFlowAgent = z.infer<typeof omniFlowAgentSchema>;
export type KnowledgeBase = z.infer<typeof knowledgeBaseSchema>;
export type Folder = z.infer<typeof folderSchema>;
export type PhoneNumber = z.infer<typeof phoneNumberSchema>;
export type State = z.infer<typeof stateSchema>;

/** A state without any tenant. */
export function emptyState(): State {
  return {
    users: [],
    keys: [],
    workspaces: [],
    agents: [],
    omniFlowAgents: [],
    knowledgeBases: [],
    folders: [],
    phoneNumbers: [],
    callFlows: [],
    messageFlows: [],
  };
}
