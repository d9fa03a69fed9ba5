import type { MessageFlowSpec } from "./spec";

const officeHours = {
  enabled: true,
  start: "07:00",
  end: "19:00",
  timezone: "America/Chicago",
  outOfHoursMessage: "We are closed. If there is water or gas escaping, call 312-555-0143 now.",
};

/** Message flows of the home-services company. */
export const northwindMessageFlows: MessageFlowSpec[] = [
  {
    label: "message/on-the-way",
    name: "Engineer on the way",
    direction: "outbound",
    description: "Sent by dispatch when the van leaves",
    agent: "omni/dispatch",
    initiationMessage:
      "{{engineer}} is on the way and should be with you around {{eta}}. Reply here if anything changed.",
    prompt:
      "Handle replies to the arrival text. Pass gate codes and parking notes to dispatch. If nobody will be home, offer to rebook.",
    messageChannel: "SMS",
    isActive: true,
    autopilot: true,
    madeDaysAgo: 141,
    editedDaysAgo: 42,
  },
  {
    label: "message/quote",
    name: "Quote by text",
    direction: "bidirectional",
    description: "Collects photos and an address, then books a visit",
    agent: "omni/dispatch",
    initiationMessage:
      "Northwind here. Send us a photo of the problem and your postcode, and we will quote today.",
    prompt:
      "Ask for the postcode, the make of the appliance and one photo. Never name a price that is not in the price book.",
    messageChannel: "SMS",
    isActive: true,
    autopilot: false,
    madeDaysAgo: 124,
    editedDaysAgo: 53,
    settings: { responseSettings: { delay: 30, workingHours: officeHours } },
  },
  {
    label: "message/invoice",
    name: "Invoice questions",
    direction: "inbound",
    description: "First answer to mail about an invoice",
    agent: "omni/billing",
    initiationMessage: "Thanks for writing about your invoice.",
    prompt:
      "Look up the invoice number, explain each line, and hand disputes over to Marguerite in accounts.",
    messageChannel: "Email",
    isActive: true,
    autopilot: true,
    madeDaysAgo: 117,
    editedDaysAgo: 70,
    settings: {
      emailSettings: { subjectLine: "Your Northwind invoice", signature: "Northwind accounts team" },
    },
  },
  {
    label: "message/review",
    name: "Review request",
    direction: "outbound",
    description: "One text, three days after the job",
    agent: "omni/dispatch",
    initiationMessage: "How did {{engineer}} do? A line about your visit helps us a lot.",
    prompt: "Thank the customer. If they are unhappy, apologise and offer a call from the service manager.",
    messageChannel: "SMS",
    isActive: true,
    autopilot: true,
    madeDaysAgo: 99,
    editedDaysAgo: 57,
    settings: { responseSettings: { delay: 120, workingHours: officeHours } },
  },
  {
    label: "message/boiler-service",
    name: "Annual boiler service",
    direction: "outbound",
    description: "Autumn reminder to customers under warranty",
    agent: "omni/billing",
    initiationMessage:
      "Your boiler is due for its yearly service; without it the warranty lapses on {{warrantyEnd}}.",
    prompt:
      "Offer the next three service days in {{serviceDays}}. Mention the warranty once, without pressure.",
    messageChannel: "Email",
    isActive: false,
    autopilot: false,
    madeDaysAgo: 85,
    editedDaysAgo: 85,
    settings: {
      emailSettings: { subjectLine: "Time for your boiler service", signature: "Northwind Home Services" },
    },
  },
];
