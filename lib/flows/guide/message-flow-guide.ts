import { type FieldGuide, inSection } from "./guide-entry";
import { hoursGuide } from "./hours-guide";
import { RECORD_GUIDE } from "./record-guide";

const BASICS = inSection("basics", {
  "/name": {
    help: "The name by which people know this flow. Two flows may have the same one.",
    afterCreation: "fixed",
  },
  "/description": {
    help: "A short note on what this flow is for, for example the kind of enquiries it handles.",
    afterCreation: "changeable",
  },
  "/direction": {
    help: "Whether the flow answers messages, sends them first, or both.",
    limits: "Inbound, outbound or both ways.",
    afterCreation: "fixed",
  },
  "/messageChannel": {
    help: "How messages travel.",
    limits: "SMS or e-mail.",
    afterCreation: "fixed",
  },
  "/agent": {
    help: "The omni flow agent that writes the messages. Agents for calls are another kind and can't be used here.",
    afterCreation: "fixed",
  },
  "/isActive": {
    help: "Whether the flow is in use. Its documented default is a copy of the one of autopilot, so Switchboard always sends a value.",
    standard: "Off",
    afterCreation: "fixed",
  },
  "/autopilot": {
    help: "Whether the agent answers by itself. The upstream can only flip this switch, so Switchboard reads it first and flips it when it differs from what you want.",
    standard: "Off",
    afterCreation: "changeable",
  },
});

const MESSAGES = inSection("messages", {
  "/initiationMessage": {
    help: "The first message of a conversation. The upstream needs it to start one.",
    limits: "Must not be blank.",
    afterCreation: "fixed",
  },
  "/prompt": {
    help: "Instructions for the agent: how it should behave and what it should know.",
    limits: "Must not be blank.",
    afterCreation: "fixed",
  },
  "/settings/knowledgeBases": {
    help: "The knowledge bases that the upstream names for this flow. No request can change them.",
  },
});

const EMAIL = inSection("email", {
  "/settings/emailSettings/subjectLine": {
    help: "The subject of e-mails in this flow, unless another one is given.",
    afterCreation: "changeable",
  },
  "/settings/emailSettings/signature": {
    help: "Text that is put at the end of every e-mail of this flow.",
    afterCreation: "changeable",
  },
});

const SECURITY = inSection("security", {
  "/settings/security/hipaaCompliance": {
    help: "Whether conversations of this flow must be handled as HIPAA requires.",
    afterCreation: "changeable",
  },
});

/** What is documented about every field of a message flow. */
export const MESSAGE_FLOW_GUIDE: readonly FieldGuide[] = [
  ...BASICS,
  ...RECORD_GUIDE,
  ...MESSAGES,
  ...hoursGuide("changeable"),
  ...EMAIL,
  ...SECURITY,
];
