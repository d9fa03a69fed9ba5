import { inSection } from "./field";

const FIXED = { life: "fixed", copy: "verbatim", control: "graph editor" } as const;
const FLAG = { life: "fixed", answeredBy: "newer" } as const;

export const CALL_GRAPH = inSection("graph", {
  "/flowData": {
    kind: "whole",
    label: "Flow graph",
    ...FIXED,
    help: "The steps of the call as a graph of nodes and edges.",
  },
  // The upstream only sketches the contents of a node or an edge ("properties like…"), so any key passes.
  "/flowData/nodes": {
    solid: true,
    kind: "objects",
    searched: "text",
    label: "Flow nodes",
    item: "A node",
    ...FIXED,
    name: "Nodes",
    help: "The points that a call can pass through.",
    limits: "Trillet names id, type and data; other keys are kept as they are.",
  },
  "/flowData/nodes/*/id": {
    kind: "text",
    searched: { not: "An id, which nobody looks for" },
    label: "Node id",
    ...FIXED,
    help: "The node's id, by which edges name it.",
  },
  "/flowData/nodes/*/type": {
    kind: "text",
    searched: { not: "A word of Trillet's" },
    label: "Node type",
    ...FIXED,
    help: "What kind of step the node is, such as start. Trillet lists no kinds.",
  },
  "/flowData/nodes/*/data": {
    kind: "text",
    searched: "text",
    label: "Node data",
    ...FIXED,
    help: "The node's own settings, such as what the agent says there. Trillet does not say what they may be.",
  },
  "/flowData/edges": {
    solid: true,
    kind: "objects",
    searched: "text",
    label: "Flow edges",
    item: "An edge",
    ...FIXED,
    name: "Edges",
    help: "The ways from one node to the next, with the conditions for taking them.",
    limits: "Trillet does not name an edge's keys; all of them are kept as they are.",
  },
  "/startNodeId": {
    kind: "text",
    searched: { not: "An id, which nobody looks for" },
    label: "Start node",
    help: "The node at which a call begins. Trillet sets it.",
    life: "made",
    refused: "fixed",
    answeredBy: "newer",
    copy: { never: "Trillet chooses the start node by itself" },
  },
  "/locations": {
    kind: "json",
    searched: { not: "Places on a drawing" },
    label: "Locations",
    help: "Where the visual editor draws the nodes. Trillet sets it.",
    life: "made",
    answeredBy: "newer",
    copy: { never: "No request of Trillet takes positions" },
  },
});

export const CALL_SPECIAL = inSection("special", {
  "/isGlobal": {
    kind: "flag",
    label: "Global availability",
    name: "Global",
    help: "Makes this a global flow. Trillet allows that to certain workspaces only.",
    life: "changeable",
    answeredBy: "newer",
    silentWhenOff: true,
    copy: { never: "The copy is for this workspace only: a global flow needs a permission of its own" },
  },
  "/isPreConfigured": {
    kind: "flag",
    label: "Pre-configured state",
    ...FLAG,
    name: "Pre-configured",
    help: "Marks the flow as one that is set up in advance.",
    standard: "Off",
    copy: "verbatim",
    silentWhenOff: true,
  },
  "/preConfiguredWorkspaceId": {
    kind: "id",
    searched: { not: "An id, which nobody looks for" },
    label: "Pre-configured workspace",
    ...FLAG,
    help: "The workspace for which a pre-configured flow is set up.",
    copy: "reference",
    control: "text",
  },
});
