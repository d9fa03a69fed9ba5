import { CALL_SETTINGS_GUIDE } from "./call-settings-guide";
import { type FieldGuide, inSection } from "./guide-entry";
import { hoursGuide } from "./hours-guide";
import { RECORD_GUIDE } from "./record-guide";
import { WEBHOOK_GUIDE } from "./webhook-guide";

const BASICS = inSection("basics", {
  "/name": {
    help: "The name by which people know this flow. Two flows may have the same one.",
    limits: "Must not be blank.",
    afterCreation: "changeable",
  },
  "/description": { help: "A short note on what this flow is for.", afterCreation: "changeable" },
  "/direction": {
    help: "Whether the flow makes calls, or makes and takes them. Some flows read as inbound, but no request can ask for that.",
    limits: "Outbound or both ways.",
    afterCreation: "changeable",
  },
  "/agent": {
    help: "The call agent that speaks. If it has a phone number that is waiting to be activated, creating the flow activates it.",
    afterCreation: "fixed",
  },
  "/folderId": { help: "The folder in which the flow is kept.", afterCreation: "fixed" },
  "/isActive": { help: "Whether the flow is in use.", standard: "On", afterCreation: "changeable" },
  "/autopilot": {
    help: "Only flows of the older generation have this switch. The upstream can only flip it, so Switchboard reads it first and flips it when it differs from what you want.",
    afterCreation: "only_after_creation",
  },
});

const PROMPT = inSection("prompt", {
  "/prompt": {
    help: "Instructions for the agent: how it should behave and what it should know. The first text becomes the first prompt version.",
    afterCreation: "changeable",
  },
  "/promptType": {
    help: "How the flow is told what to do. A flow that reads otherwise may become a simple one by any update.",
    standard: "simple",
    limits: "Only simple can be sent.",
    afterCreation: "changeable",
  },
  "/currentPromptId": { help: "The id of the prompt version in use. The upstream sets it." },
  "/promptVersions": {
    help: "The prompt's versions, as the upstream keeps them. No request can change them.",
  },
  "/promptVersions/*/id": { help: "The version's id." },
  "/promptVersions/*/name": { help: "The version's name, which the upstream makes from its date." },
  "/promptVersions/*/prompt": { help: "The prompt's text in this version." },
  "/promptVersions/*/notes": { help: "Notes on this version." },
  "/promptVersions/*/createdAt": { help: "When the version was made." },
  "/promptVersions/*/updatedAt": { help: "When the version was last changed." },
  "/gemini_prompt": { help: "A cleaned copy of the prompt, which the upstream makes for the Gemini model." },
});

const VARIABLES = inSection("variables", {
  "/dynamicVariableCollections": {
    help: "Sets of named values that the prompt and messages can use.",
    standard: "None",
    afterCreation: "changeable",
  },
  "/dynamicVariableCollections/*/id": {
    help: "An id of your choice that tells this collection from the others.",
    limits: "Must not be blank.",
    afterCreation: "changeable",
  },
  "/dynamicVariableCollections/*/name": {
    help: "The collection's name.",
    limits: "Must not be blank.",
    afterCreation: "changeable",
  },
  "/dynamicVariableCollections/*/variables": {
    help: "The variables of this collection and their values.",
    standard: "None",
    afterCreation: "changeable",
  },
  "/dynamicVariableCollections/*/variables/*/key": {
    help: "The variable's name, as prompts write it between double braces.",
    afterCreation: "changeable",
  },
  "/dynamicVariableCollections/*/variables/*/value": {
    help: "What stands for the variable when the flow runs.",
    afterCreation: "changeable",
  },
  "/dynamicVariableCollections/*/isDefault": {
    help: "Whether this is the default collection of the flow.",
    standard: "Off",
    afterCreation: "changeable",
  },
});

const GRAPH = inSection("graph", {
  "/flowData": { help: "The steps of the call as a graph of nodes and edges.", afterCreation: "fixed" },
  "/flowData/nodes": {
    help: "The points that a call can pass through.",
    limits: "The upstream names id, type and data; other keys are kept as they are.",
    afterCreation: "fixed",
  },
  "/flowData/nodes/*/id": { help: "The node's id, by which edges name it.", afterCreation: "fixed" },
  "/flowData/nodes/*/type": {
    help: "What kind of step the node is, such as start. The upstream lists no kinds.",
    afterCreation: "fixed",
  },
  "/flowData/nodes/*/data": {
    help: "The node's own settings, such as what the agent says there. The upstream does not say what they may be.",
    afterCreation: "fixed",
  },
  "/flowData/edges": {
    help: "The ways from one node to the next, with the conditions for taking them.",
    limits: "The upstream does not name an edge's keys; all of them are kept as they are.",
    afterCreation: "fixed",
  },
  "/startNodeId": { help: "The node at which a call begins. The upstream sets it." },
  "/locations": { help: "Where the visual editor draws the nodes. The upstream sets it." },
});

const SPECIAL = inSection("special", {
  "/isGlobal": {
    help: "Makes this a global flow. The upstream allows that to certain workspaces only.",
    afterCreation: "changeable",
  },
  "/isPreConfigured": {
    help: "Marks the flow as one that is set up in advance.",
    standard: "Off",
    afterCreation: "fixed",
  },
  "/preConfiguredWorkspaceId": {
    help: "The workspace for which a pre-configured flow is set up.",
    afterCreation: "fixed",
  },
});

/** What is documented about every field of a call flow. */
export const CALL_FLOW_GUIDE: readonly FieldGuide[] = [
  ...BASICS,
  ...RECORD_GUIDE,
  ...PROMPT,
  ...VARIABLES,
  ...CALL_SETTINGS_GUIDE,
  ...hoursGuide("only_after_creation"),
  ...WEBHOOK_GUIDE,
  ...GRAPH,
  ...SPECIAL,
];
