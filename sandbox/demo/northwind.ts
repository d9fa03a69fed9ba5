import { northwindCallFlows } from "./northwind-call-flows";
import { northwindMessageFlows } from "./northwind-message-flows";
import type { WorkspaceSpec } from "./spec";

/** Plumbing, heating and electrical work across a metropolitan area, with a dispatch centre. */
export const northwind: WorkspaceSpec = {
  _id: "6764d172953253138a3a7002",
  name: "Northwind Home Services",
  initials: "NW",
  owner: "Tomás Ferreira",
  agents: [
    { label: "agent/dispatch", name: "Dispatch (Ellis)", voice: "Breeze", phoneNumber: "+13125550141" },
    { label: "agent/sales", name: "Quotes (Jordan)", voice: "Cove", phoneNumber: "+13125550142" },
    { label: "agent/night", name: "Night emergencies (Sam)", voice: "Moraine", phoneNumber: "+13125550143" },
    { label: "agent/surveys", name: "Surveys (Robin)", voice: "Lagoon" },
    { label: "agent/broken", name: "Spanish line (setup)", voice: "Marisol", status: "error" },
  ],
  omniFlowAgents: [
    {
      label: "omni/dispatch",
      name: "Dispatch texts",
      channel: "SMS",
      phoneNumberId: "66f00000000000000000b601",
    },
    { label: "omni/billing", name: "Billing mail", channel: "Email", phoneNumberId: {} },
    { label: "omni/old", name: "Imported agent", channel: "SMS", phoneNumberId: null, showsId: false },
  ],
  knowledgeBases: [
    {
      label: "kb/price-book",
      name: "Price book",
      description: "Call-out fees, hourly rates and flat-rate jobs by postcode",
      files: [
        ["price-book.pdf", 731_552],
        ["postcodes.pdf", 20_993],
      ],
    },
    {
      label: "kb/safety",
      name: "Gas and water safety",
      description: "What to tell a customer before the engineer arrives",
      files: [["safety-script.pdf", 88_107]],
    },
    { label: "kb/warranty", name: "Warranty terms", description: "", files: [] },
  ],
  folders: [
    { label: "folder/dispatch", name: "Dispatch", color: "#EF4444", icon: "headphone", flowType: "call" },
    { label: "folder/sales", name: "Sales", color: "#8B5CF6", icon: "folder", flowType: "call" },
    { label: "folder/messages", name: "Messages", color: "#14B8A6", icon: "message", flowType: "message" },
  ],
  callFlows: northwindCallFlows,
  messageFlows: northwindMessageFlows,
};
