import type { MessageFlowSpec } from "./spec";

const openHours = {
  enabled: true,
  start: "08:30",
  end: "17:30",
  timezone: "America/Los_Angeles",
  outOfHoursMessage: "The clinic is closed. We reply from 8:30 tomorrow; for emergencies call 415-555-0118.",
};

/** Message flows of the dental clinic. */
export const harbourMessageFlows: MessageFlowSpec[] = [
  {
    label: "message/reminder",
    name: "Appointment reminder",
    direction: "outbound",
    description: "Two days before the visit: confirm, move or cancel",
    agent: "omni/text-desk",
    initiationMessage:
      "Hi {{firstName}}, this is Harbour Dental. See you {{appointmentTime}}? Reply YES, or MOVE.",
    prompt:
      "You confirm dental appointments by text. If the patient wants to move, offer the two slots in {{slots}} and nothing else. Never give medical advice.",
    messageChannel: "SMS",
    isActive: true,
    autopilot: true,
    madeDaysAgo: 136,
    editedDaysAgo: 44,
    settings: { responseSettings: { delay: 20, workingHours: openHours } },
  },
  {
    label: "message/missed-call",
    name: "Missed call follow-up",
    direction: "bidirectional",
    description: "Texts back when the front desk could not pick up",
    agent: "omni/text-desk",
    initiationMessage: "Sorry we missed your call! How can Harbour Dental help?",
    prompt:
      "Find out what the caller needed. Book, or take a message for Dana at the front desk. Keep it under 300 characters.",
    messageChannel: "SMS",
    isActive: true,
    autopilot: false,
    madeDaysAgo: 128,
    editedDaysAgo: 61,
    settings: { responseSettings: { delay: 5, workingHours: openHours } },
  },
  {
    label: "message/treatment-plan",
    name: "Treatment plan questions",
    direction: "inbound",
    description: "Answers mail about a treatment plan that was sent out",
    agent: "omni/mail-desk",
    initiationMessage: "Thank you for your question about your treatment plan.",
    prompt:
      "Answer questions on cost, duration and insurance from the knowledge base. For anything clinical, say that Dr. Osei will call back within one working day.",
    messageChannel: "Email",
    isActive: true,
    autopilot: false,
    madeDaysAgo: 103,
    editedDaysAgo: 49,
    settings: {
      security: { hipaaCompliance: true },
      emailSettings: {
        subjectLine: "Your treatment plan at Harbour Dental",
        signature: "Harbour Dental, Pier 14",
      },
    },
  },
  {
    label: "message/whitening",
    name: "Whitening offer (spring)",
    direction: "outbound",
    description: "Seasonal campaign, finished",
    agent: "omni/mail-desk",
    initiationMessage: "Spring whitening is back: {{discount}} off until the end of the month.",
    prompt: "Invite the reader to book a whitening session. One friendly paragraph, no medical claims.",
    messageChannel: "Email",
    isActive: false,
    autopilot: false,
    madeDaysAgo: 150,
    editedDaysAgo: 114,
    settings: { emailSettings: { subjectLine: "A brighter spring", signature: "Harbour Dental" } },
  },
];
