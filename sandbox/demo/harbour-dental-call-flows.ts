import type { CallFlowSpec } from "./spec";
import { demoWebhook } from "./webhook";

const bearer = { name: "Authorization", value: "Bearer sandbox-practice-system-token" };

const openHours = {
  enabled: true,
  start: "08:30",
  end: "17:30",
  timezone: "America/Los_Angeles",
  outOfHoursMessage: "The clinic is closed. Please call again tomorrow, or press 1 for a dental emergency.",
};

const receptionPrompt = `You are Ava, the receptionist of Harbour Dental on Pier 14 in San Francisco.

Goals, in this order:
1. Find out whether the caller is in pain. If so, offer the next emergency slot and hand over to the nurse.
2. Book, move or cancel an appointment. Confirm the name, the date of birth and a call-back number.
3. Answer questions about opening hours, parking, fees and insurers from the knowledge base.

Never give a diagnosis. Never read out another patient's details. Keep every turn under two sentences.
The caller's name, when we know it, is {{firstName}}.`;

/** Call flows of the dental clinic. */
export const harbourCallFlows: CallFlowSpec[] = [
  {
    label: "call/front-desk",
    name: "Front desk",
    direction: "inbound",
    description: "Answers the main line during opening hours",
    agent: "agent/reception",
    folder: "folder/front-desk",
    knowledgeBases: ["kb/services"],
    prompts: [
      "You are the receptionist of Harbour Dental. Book appointments and answer questions.",
      receptionPrompt,
    ],
    madeDaysAgo: 158,
    editedDaysAgo: 43,
    fields: {
      welcomeMessage: "ai_custom",
      customWelcomeMessage: "Harbour Dental, this is Ava. How can I help?",
      autopilot: true,
      dynamicVariableCollections: [
        {
          id: "patients",
          name: "Known patient",
          isDefault: true,
          variables: [
            { key: "firstName", value: "" },
            { key: "lastVisit", value: "" },
          ],
        },
        {
          id: "new",
          name: "New patient",
          isDefault: false,
          variables: [{ key: "source", value: "website" }],
        },
      ],
      webhooks: [
        demoWebhook({
          name: "Find free slots",
          url: "https://practice.example.com/api/slots",
          headers: [bearer, { name: "X-Clinic", value: "pier-14" }],
          description: "Free appointments for a day",
          variables: [{ name: "day", description: "Wanted day, YYYY-MM-DD" }],
          responseVariables: [{ name: "slots", path: "$.slots", description: "Free times" }],
          textToSpeak: "Let me look at the calendar.",
        }),
        demoWebhook({
          name: "Book appointment",
          url: "https://practice.example.com/api/appointments",
          headers: [bearer],
          description: "Books one of the free slots",
          variables: [
            { name: "slot", description: "Start of the appointment" },
            { name: "phone", description: "Call-back number" },
          ],
          responseVariables: [
            { name: "code", path: "$.bookingCode", description: "Booking code to read out" },
          ],
        }),
        demoWebhook({
          name: "Page the nurse",
          url: "https://practice.example.com/api/page",
          method: "PUT",
          headers: [bearer],
          description: "Emergencies only",
          variables: [{ name: "reason", description: "What hurts, in one sentence" }],
          variablesField: "variables",
          body: '{\n  "reason": "{{reason}}"\n}',
        }),
      ],
    },
    settings: {
      customerLocation: "san francisco",
      enableHumanLikeVoiceAndTone: true,
      responseSettings: { delay: 0, workingHours: openHours },
      transfers: [{ name: "Nurse", phoneNumber: "+14155550130", condition: "severe pain or swelling" }],
    },
    limits: { maxCallDuration: 900, endCallOnSilence: 15, reminderMessages: ["Are you still there?"] },
  },
  {
    label: "call/after-hours",
    name: "After-hours emergencies",
    direction: "inbound",
    description: "Sorts emergencies from everything else at night",
    agent: "agent/after-hours",
    folder: "folder/front-desk",
    knowledgeBases: ["kb/aftercare"],
    prompts: [
      "You answer Harbour Dental's emergency line at night. Ask about bleeding, swelling and fever first. Real emergencies go to the dentist on call; everything else becomes a message for the morning.",
    ],
    madeDaysAgo: 156,
    editedDaysAgo: 52,
    fields: { welcomeMessage: "ai_dynamic", autopilot: true },
    settings: { security: { hipaaCompliance: true, publicAccess: false }, utilizePriorCallsContext: true },
    limits: { maxCallDuration: 600, endCallOnSilence: 20 },
  },
  {
    label: "call/recall",
    name: "Six-month recall",
    direction: "outbound",
    description: "Calls patients whose check-up is due",
    agent: "agent/recall",
    folder: "folder/campaigns",
    knowledgeBases: ["kb/services"],
    prompts: [
      "Remind {{firstName}} that the check-up is due.",
      "Remind {{firstName}} that the last check-up was on {{lastVisit}}. Offer two slots. If the patient moved away, thank them and mark the record.",
      "Remind {{firstName}} that the last check-up was on {{lastVisit}}. Offer two slots from {{slots}}. If the patient moved away, thank them and mark the record. Stop at the first no.",
    ],
    madeDaysAgo: 144,
    editedDaysAgo: 41,
    fields: {
      welcomeMessage: "ai_custom",
      customWelcomeMessage: "Hi {{firstName}}, it's Mia from Harbour Dental.",
      dynamicVariableCollections: [
        {
          id: "recall",
          name: "Recall list",
          isDefault: true,
          variables: [
            { key: "firstName", value: "" },
            { key: "lastVisit", value: "" },
            { key: "slots", value: "Tuesday 9:00, Thursday 16:30" },
          ],
        },
      ],
    },
    limits: { maxCallDuration: 300, endCallOnSilence: 8 },
  },
  {
    label: "call/insurance",
    name: "Insurance check",
    direction: "bidirectional",
    description: "Confirms cover before the first visit",
    agent: "agent/recall",
    folder: "folder/front-desk",
    knowledgeBases: ["kb/services"],
    prompts: [
      "Ask for the insurer and the member number, read both back, and say what the insurer usually covers.",
    ],
    madeDaysAgo: 132,
    editedDaysAgo: 80,
    settings: { security: { hipaaCompliance: true, publicAccess: false } },
  },
  {
    label: "call/aftercare",
    name: "Aftercare call",
    direction: "outbound",
    description: "The day after an extraction or an implant",
    agent: "agent/recall",
    knowledgeBases: ["kb/aftercare"],
    prompts: [
      "Ask how the night was, whether it bleeds and whether the pain relief is enough. Escalate fever or heavy bleeding.",
    ],
    madeDaysAgo: 121,
    editedDaysAgo: 65,
    fields: { welcomeMessage: "ai_dynamic" },
    limits: { maxCallDuration: 420, endCallOnSilence: 12 },
  },
  {
    label: "call/waitlist",
    name: "Waitlist filler",
    direction: "outbound",
    description: "Offers a cancelled slot to the waiting list",
    agent: "agent/recall",
    folder: "folder/campaigns",
    prompts: ["Offer {{slot}} to the patient. First yes wins; thank everyone else."],
    madeDaysAgo: 110,
    editedDaysAgo: 46,
    fields: {
      dynamicVariableCollections: [
        { id: "slot", name: "Open slot", isDefault: true, variables: [{ key: "slot", value: "" }] },
      ],
      webhooks: [
        demoWebhook({
          name: "Claim slot",
          url: "https://practice.example.com/api/waitlist/claim",
          headers: [bearer],
          variables: [{ name: "slot", description: "Slot that was offered" }],
        }),
      ],
    },
    limits: { maxCallDuration: 180, endCallOnSilence: 8 },
  },
  {
    label: "call/phone-tree",
    name: "Old phone tree",
    direction: "inbound",
    description: "Node-based flow from before the prompts; kept for reference",
    agent: "agent/after-hours",
    prompts: [],
    madeDaysAgo: 159,
    editedDaysAgo: 137,
    fields: {
      promptType: "flow",
      isActive: false,
      startNodeId: "greet",
      flowData: {
        nodes: [
          { id: "greet", type: "start", data: { prompt: "Welcome to Harbour Dental." } },
          { id: "menu", type: "menu", data: { options: ["Appointments", "Emergency"] } },
          { id: "end", type: "end", data: {} },
        ],
        edges: [
          { id: "e1", source: "greet", target: "menu" },
          { id: "e2", source: "menu", target: "end", label: "anything else" },
        ],
      },
    },
  },
  {
    label: "call/survey",
    name: "Patient survey (draft)",
    direction: "outbound",
    description: "",
    prompts: [
      "Ask three questions about the last visit: waiting time, friendliness, would they recommend us.",
    ],
    madeDaysAgo: 73,
    editedDaysAgo: 73,
    fields: { isActive: false },
  },
  {
    label: "call/kids-day",
    name: "Kids' day sign-up",
    direction: "bidirectional",
    description: "Sign-ups for the open day; anyone may call",
    agent: "agent/reception",
    folder: "folder/campaigns",
    prompts: [
      "Sign families up for the open day on {{date}}. Ask how many children and how old. Be playful.",
    ],
    madeDaysAgo: 67,
    editedDaysAgo: 58,
    fields: { welcomeMessage: "ai_dynamic" },
    settings: { security: { hipaaCompliance: false, publicAccess: true }, customerLocation: "san francisco" },
  },
];
