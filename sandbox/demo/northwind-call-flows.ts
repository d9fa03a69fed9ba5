import type { CallFlowSpec } from "./spec";
import { triageGraph } from "./triage-graph";
import { demoWebhook } from "./webhook";

const dispatchKey = { name: "X-Dispatch-Key", value: "sandbox-dispatch-key-0001" };

const dayShift = {
  enabled: true,
  start: "07:00",
  end: "19:00",
  timezone: "America/Chicago",
  outOfHoursMessage: "Our day team is off. Stay on the line for the night desk.",
};

const dispatchPrompt = `You are Ellis, the day dispatcher of Northwind Home Services in Chicago.

Take the address, the trade (plumbing, heating, electrical) and how urgent it is.
Water or gas escaping is always urgent: read the safety lines from the knowledge base before anything else.
Quote call-out fees only from the price book. If the postcode is not in it, say that we do not cover the area.
Finish by reading the job number {{jobNumber}} back, digit by digit.`;

/** Call flows of the home-services company. */
export const northwindCallFlows: CallFlowSpec[] = [
  {
    label: "call/dispatch",
    name: "Day dispatch",
    direction: "inbound",
    description: "Main number, seven to seven",
    agent: "agent/dispatch",
    folder: "folder/dispatch",
    knowledgeBases: ["kb/price-book", "kb/safety"],
    prompts: ["You are the dispatcher of Northwind. Take the address and the problem.", dispatchPrompt],
    madeDaysAgo: 157,
    editedDaysAgo: 42,
    fields: {
      welcomeMessage: "ai_custom",
      customWelcomeMessage: "Northwind Home Services, Ellis speaking. Is anyone in danger right now?",
      autopilot: true,
      inboundWebhookUrl: "https://dispatch.example.com/hooks/inbound",
      dynamicVariableCollections: [
        {
          id: "job",
          name: "Job",
          isDefault: true,
          variables: [
            { key: "jobNumber", value: "" },
            { key: "engineer", value: "" },
          ],
        },
      ],
      webhooks: [
        demoWebhook({
          name: "Open a job",
          url: "https://dispatch.example.com/api/jobs",
          headers: [dispatchKey],
          variables: [
            { name: "address", description: "Street and number" },
            { name: "trade", description: "plumbing, heating or electrical" },
          ],
          responseVariables: [{ name: "jobNumber", path: "$.job.number", description: "Read it back" }],
        }),
      ],
    },
    settings: {
      customerLocation: "chicago",
      responseSettings: { delay: 0, workingHours: dayShift },
      transfers: [{ name: "Duty manager", phoneNumber: "+13125550191", condition: "complaint" }],
    },
    limits: {
      maxCallDuration: 1200,
      endCallOnSilence: 15,
      reminderMessages: ["Hello?", "I can call you back."],
    },
  },
  {
    label: "call/triage",
    name: "Emergency triage",
    direction: "bidirectional",
    description: "Graph with safety questions; the prompt covers what the graph does not",
    agent: "agent/night",
    folder: "folder/dispatch",
    knowledgeBases: ["kb/safety"],
    prompts: ["Follow the graph. When a caller leaves it, calm them, give the safety line and go back."],
    madeDaysAgo: 139,
    editedDaysAgo: 48,
    fields: { startNodeId: "start", flowData: triageGraph, locations: [{ nodeId: "start", x: 40, y: 120 }] },
    settings: { customerLocation: "chicago", enableHumanLikeVoiceAndTone: true },
    limits: { maxCallDuration: 900, endCallOnSilence: 25 },
  },
  {
    label: "call/night",
    name: "Night desk",
    direction: "inbound",
    description: "Seven to seven at night, emergencies only",
    agent: "agent/night",
    folder: "folder/dispatch",
    knowledgeBases: ["kb/safety"],
    prompts: [
      "Only water, gas, heat failure below 0 degrees and electrical danger are emergencies at night. Everything else is a message.",
    ],
    madeDaysAgo: 138,
    editedDaysAgo: 76,
    fields: { welcomeMessage: "ai_dynamic", autopilot: true },
    limits: { maxCallDuration: 600, endCallOnSilence: 20 },
  },
  {
    label: "call/quotes",
    name: "Quote follow-up",
    direction: "outbound",
    description: "Three days after a quote was sent",
    agent: "agent/sales",
    folder: "folder/sales",
    knowledgeBases: ["kb/price-book"],
    prompts: [
      "Ask {{customer}} whether quote {{quoteNumber}} is clear. Offer the next two dates. No discounts on the phone.",
    ],
    madeDaysAgo: 130,
    editedDaysAgo: 45,
    fields: {
      dynamicVariableCollections: [
        {
          id: "quote",
          name: "Quote",
          isDefault: true,
          variables: [
            { key: "customer", value: "" },
            { key: "quoteNumber", value: "" },
          ],
        },
      ],
    },
    limits: { maxCallDuration: 480, endCallOnSilence: 10 },
  },
  {
    label: "call/maintenance",
    name: "Maintenance plan offer",
    direction: "outbound",
    description: "Customers with a boiler older than eight years",
    agent: "agent/sales",
    folder: "folder/sales",
    knowledgeBases: ["kb/price-book", "kb/warranty"],
    prompts: ["Explain the yearly plan in two sentences, then ask one question. Accept the first no."],
    madeDaysAgo: 116,
    editedDaysAgo: 69,
    fields: { isActive: false },
  },
  {
    label: "call/survey",
    name: "After-job survey",
    direction: "outbound",
    description: "Two questions and a thank-you",
    agent: "agent/surveys",
    prompts: [
      "Ask whether the problem is fixed and how the engineer did, from one to five. Thank the customer.",
    ],
    madeDaysAgo: 108,
    editedDaysAgo: 54,
    fields: {
      webhooks: [
        demoWebhook({
          name: "Store the score",
          url: "https://dispatch.example.com/api/scores",
          headers: [dispatchKey],
        }),
      ],
    },
    limits: { maxCallDuration: 180, endCallOnSilence: 8 },
  },
  {
    label: "call/reschedule",
    name: "Reschedule line",
    direction: "bidirectional",
    description: "Moves a visit; calls back when parts are late",
    agent: "agent/dispatch",
    knowledgeBases: ["kb/price-book"],
    prompts: [
      "Find the job by number or address. Offer the next two windows. Confirm by reading the window back.",
    ],
    madeDaysAgo: 101,
    editedDaysAgo: 51,
    settings: { utilizePriorCallsContext: true, customerLocation: "chicago" },
  },
  {
    label: "call/ivr",
    name: "Legacy IVR",
    direction: "inbound",
    description: "Imported from the old telephone system",
    prompts: [],
    madeDaysAgo: 159,
    editedDaysAgo: 150,
    fields: {
      promptType: "flow",
      isActive: false,
      flowData: {
        nodes: [{ id: "n1", type: "start", data: { prompt: "Press one for plumbing." } }],
        edges: [],
      },
    },
  },
  {
    label: "call/spanish",
    name: "Línea en español (borrador)",
    direction: "bidirectional",
    description: "Borrador; el agente aún no está listo",
    agent: "agent/broken",
    prompts: [
      "Eres Marisol, de Northwind. Toma la dirección, el oficio y la urgencia. Responde siempre en español.",
    ],
    madeDaysAgo: 60,
    editedDaysAgo: 59,
    fields: {
      isActive: false,
      welcomeMessage: "ai_custom",
      customWelcomeMessage: "Northwind, le atiende Marisol.",
    },
  },
  {
    label: "call/recall-notice",
    name: "Heater recall notice",
    direction: "outbound",
    description: "Safety recall of one heater model",
    agent: "agent/surveys",
    knowledgeBases: ["kb/safety", "kb/warranty"],
    prompts: [
      "Tell the customer that heater model HX-220 must be switched off until our free repair. Book the repair.",
    ],
    madeDaysAgo: 49,
    editedDaysAgo: 47,
    settings: { customerLocation: "chicago" },
    limits: { maxCallDuration: 300, endCallOnSilence: 10 },
  },
];
