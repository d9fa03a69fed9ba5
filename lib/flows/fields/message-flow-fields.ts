import type { MessageFlow } from "@/lib/flows/model/message-flow";
import { RECORD_FIELDS } from "./call-flow-basics";
import { inSection } from "./field";
import type { FieldOf, GroupOf, NoRowBut, PathOf } from "./field-paths";
import { hoursFields } from "./hours-fields";

const FIXED = { life: "fixed", copy: "verbatim" } as const;
const CHANGEABLE = { life: "changeable", copy: "verbatim" } as const;

const BASICS = inSection("basics", {
  ...RECORD_FIELDS,
  "/name": {
    solid: true,
    kind: "filled",
    searched: "name",
    label: "Name",
    life: "fixed",
    copy: "own",
    help: "The name by which people know this flow. Two flows may have the same one.",
    required: true,
    recognises: true,
  },
  "/description": {
    kind: "text",
    searched: "about",
    label: "Description",
    ...CHANGEABLE,
    help: "A short note on what this flow is for, for example the kind of enquiries it handles.",
    control: "text area",
    recognises: true,
  },
  "/direction": {
    kind: "choice",
    label: "Direction",
    words: { inbound: "Inbound", outbound: "Outbound", bidirectional: "Both ways" },
    ...FIXED,
    help: "Whether the flow answers messages, sends them first, or both.",
    limits: "Inbound, outbound or both ways.",
    required: true,
    start: "bidirectional",
  },
  "/messageChannel": {
    kind: "choice",
    label: "Message channel",
    words: { SMS: "SMS", Email: "Email" },
    answers: "any",
    ...FIXED,
    help: "How messages travel.",
    limits: "SMS or e-mail.",
    required: true,
    start: "SMS",
    recognises: true,
  },
  "/agent": {
    kind: "id",
    searched: "about",
    label: "Agent",
    life: "fixed",
    copy: "reference",
    help: "The omni flow agent that writes the messages. Agents for calls are another kind and can't be used here.",
    control: "picker",
    required: true,
    recognises: true,
    note: "The agent's id.",
  },
  "/isActive": {
    kind: "flag",
    label: "Active state",
    life: "fixed",
    copy: "own",
    name: "Active",
    help: "Whether the flow is in use. Its documented default is a copy of the one of autopilot, so Switchboard always sends a value.",
    standard: "Off",
  },
  "/autopilot": {
    kind: "flag",
    label: "Autopilot",
    life: "changeable",
    copy: { never: "The copy starts without autopilot" },
    help: "Whether the agent answers by itself. Trillet can only flip this switch, so Switchboard reads it first and flips it when it differs from what you want.",
    standard: "Off",
  },
});

const MESSAGES = inSection("messages", {
  "/initiationMessage": {
    kind: "filled",
    searched: "text",
    label: "Initiation message",
    ...FIXED,
    help: "The first message of a conversation. Trillet needs it to start one.",
    limits: "Must not be blank.",
    control: "text area",
    required: true,
    recognises: true,
  },
  "/prompt": {
    kind: "filled",
    searched: "text",
    label: "Prompt",
    ...FIXED,
    help: "Instructions for the agent: how it should behave and what it should know.",
    limits: "Must not be blank.",
    control: "prompt editor",
    required: true,
    recognises: true,
  },
  "/settings/knowledgeBases": {
    kind: "ids",
    label: "Knowledge bases",
    item: "A knowledge base's id",
    life: "made",
    refused: "fixed",
    copy: { never: "No request of Trillet takes them" },
    help: "The knowledge bases that Trillet names for this flow. No request can change them.",
  },
});

const EMAIL = inSection("email", {
  "/settings/emailSettings/subjectLine": {
    kind: "text",
    searched: "text",
    label: "Subject line",
    ...CHANGEABLE,
    help: "The subject of e-mails in this flow, unless another one is given.",
  },
  "/settings/emailSettings/signature": {
    kind: "text",
    searched: "text",
    label: "Signature",
    ...CHANGEABLE,
    help: "Text that is put at the end of every e-mail of this flow.",
    control: "text area",
  },
});

const SECURITY = inSection("security", {
  "/settings/security/hipaaCompliance": {
    kind: "flag",
    label: "HIPAA compliance",
    ...CHANGEABLE,
    help: "Whether conversations of this flow must be handled as HIPAA requires.",
  },
});

type MessageFlowPath = PathOf<Omit<MessageFlow, "unknownFields" | "kept">>;

/** Every fact about every field of a message flow. A missing row, or one of the wrong kind, does not compile. */
export const MESSAGE_FLOW_FIELDS = {
  ...BASICS,
  ...MESSAGES,
  ...hoursFields("changeable"),
  ...EMAIL,
  ...SECURITY,
} satisfies { [P in MessageFlowPath]: FieldOf<MessageFlow, P> };

export type MessageFlowFields = typeof MESSAGE_FLOW_FIELDS;

/** Fails to compile when a row's field does not exist. */
export const noMessageFlowRowTooMany: NoRowBut<MessageFlowPath, MessageFlowFields> = true;

/** The names of the objects around fields in error messages. */
export const MESSAGE_FLOW_GROUPS = {
  "": { name: "A message flow" },
  "/settings": { name: "Settings" },
  "/settings/responseSettings": { name: "Response settings" },
  "/settings/responseSettings/workingHours": { name: "Working hours" },
  "/settings/emailSettings": { name: "E-mail settings" },
  "/settings/security": { name: "Security" },
} satisfies Record<"" | GroupOf<Omit<MessageFlow, "kept">>, { name: string }>;
