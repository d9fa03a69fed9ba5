import { type FieldGuide, inSection } from "./guide-entry";

const WELCOME = inSection("welcome", {
  "/welcomeMessage": {
    help: "Who opens the call: the caller, the agent in its own words, or the agent with your text.",
    standard: "The caller speaks first",
    limits: "The caller, the agent's own words, or a fixed text.",
    afterCreation: "changeable",
  },
  "/customWelcomeMessage": {
    help: "The words with which the agent opens the call.",
    limits: "Only with a fixed welcome text, and then required.",
    afterCreation: "changeable",
  },
  "/settings/welcomeMessageDelay": {
    help: "How many seconds pass before the welcome is spoken.",
    standard: "0 seconds",
    limits: "Seconds, 0 or more.",
    afterCreation: "changeable",
  },
  "/settings/welcomeMessage": {
    help: "The upstream's second copy of the welcome message. Switchboard changes the first one.",
    afterCreation: "fixed",
  },
  "/settings/customWelcomeMessage": {
    help: "The upstream's second copy of the welcome text. Switchboard changes the first one.",
    afterCreation: "fixed",
  },
});

const CONVERSATION = inSection("conversation", {
  "/settings/enableHumanLikeVoiceAndTone": {
    help: "Lets the agent speak with a voice and tone closer to a person's.",
    standard: "Off",
    afterCreation: "changeable",
  },
  "/settings/customerLocation": {
    help: "Where the flow's customers are, for example a city.",
    standard: "new york",
    afterCreation: "changeable",
  },
  "/settings/utilizePriorCallsContext": {
    help: "Lets the agent use what it knows from earlier calls.",
    standard: "Off",
    afterCreation: "changeable",
  },
  "/settings/callSettings/trilletVoiceGuard": {
    help: "Trillet's voice guard for calls of this flow.",
    standard: "On",
    afterCreation: "changeable",
  },
  "/settings/callSettings/reminderMessages": {
    help: "Sentences with which the agent reminds a caller, one per entry.",
    standard: "None",
    afterCreation: "changeable",
  },
});

const KNOWLEDGE = inSection("knowledge", {
  "/settings/knowledgeBases": {
    help: "Knowledge bases of the workspace that the agent may look things up in.",
    standard: "None",
    afterCreation: "changeable",
  },
  "/settings/knowledgeBaseFiles": {
    help: "Files that were attached to this flow as knowledge.",
    afterCreation: "only_after_creation",
  },
  "/settings/knowledgeBaseFiles/*/filename": {
    help: "The file's name.",
    afterCreation: "only_after_creation",
  },
  "/settings/knowledgeBaseFiles/*/key": {
    help: "The key under which the upstream stores the file.",
    limits: "Must not be blank.",
    afterCreation: "only_after_creation",
  },
  "/settings/knowledgeBaseFiles/*/url": {
    help: "The address at which the upstream keeps the file.",
    afterCreation: "only_after_creation",
  },
  "/settings/transfers": {
    help: "Transfers that the flow can make. The upstream does not say what an entry holds.",
    standard: "None",
    afterCreation: "changeable",
  },
});

const LIMITS = inSection("limits", {
  "/settings/callSettings/maxCallDuration": {
    help: "After how many seconds a call ends at the latest. No create request takes it, but every update should carry it.",
    limits: "Seconds, 0 or more; no upper bound is documented.",
    afterCreation: "only_after_creation",
  },
  "/settings/callSettings/endCallOnSilence": {
    help: "After how many seconds without a sound a call ends. No create request takes it, but every update should carry it.",
    limits: "Seconds, 0 or more; no upper bound is documented.",
    afterCreation: "only_after_creation",
  },
});

const SECURITY = inSection("security", {
  "/settings/security/securityOptOut": {
    help: "Opts the new flow out of security features, which affects its HIPAA compliance. How the one becomes the other is not documented: look at HIPAA compliance once the flow exists.",
    afterCreation: "fixed",
  },
  "/settings/security/hipaaCompliance": {
    help: "Whether calls of this flow are handled as HIPAA requires. Switching it on stops call recording.",
    afterCreation: "only_after_creation",
  },
  "/settings/security/publicAccess": {
    help: "Opens the flow to the public, beyond the people of the workspace.",
    afterCreation: "changeable",
  },
});

/** What is documented about the welcome and everything under `settings` of a call flow, working hours apart. */
export const CALL_SETTINGS_GUIDE: FieldGuide[] = [
  ...WELCOME,
  ...CONVERSATION,
  ...KNOWLEDGE,
  ...LIMITS,
  ...SECURITY,
];
