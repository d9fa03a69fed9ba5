import { harbourCallFlows } from "./harbour-dental-call-flows";
import { harbourMessageFlows } from "./harbour-dental-message-flows";
import type { WorkspaceSpec } from "./spec";

/** A dental clinic with two chairs too many calls and a front desk of one. */
export const harbourDental: WorkspaceSpec = {
  _id: "6764d172953253138a3a7001",
  name: "Harbour Dental",
  initials: "HD",
  mayCreateGlobalFlows: true,
  owner: "Priya Raman",
  agents: [
    { label: "agent/reception", name: "Reception (Ava)", voice: "Wildflower", phoneNumber: "+14155550117" },
    {
      label: "agent/after-hours",
      name: "After-hours line (Noah)",
      voice: "Moraine",
      phoneNumber: "+14155550118",
      activeSessions: [
        {
          _id: "66f00000000000000000a501",
          roomName: "room-hd-7421",
          participantId: "caller-+14155550160",
          startTime: "2025-06-03T21:14:09.120Z",
          status: "active",
        },
      ],
    },
    {
      label: "agent/recall",
      name: "Recall caller (Mia)",
      voice: "Lagoon",
      phoneNumber: "+14155550119",
      ttsExtra: { provider: "11labs_byo", elevenLabsApiKey: "enc:v1:sandbox-not-a-real-secret" },
    },
    { label: "agent/spare", name: "New line (unassigned)", voice: "Cove", phoneNumber: "+14155550120" },
  ],
  omniFlowAgents: [
    { label: "omni/text-desk", name: "Text desk", channel: "SMS", phoneNumberId: "66f00000000000000000a601" },
    { label: "omni/mail-desk", name: "Mail desk", channel: "Email", phoneNumberId: null },
    { label: "omni/legacy", name: "Legacy SMS pilot", channel: "SMS", phoneNumberId: {}, showsId: false },
  ],
  knowledgeBases: [
    {
      label: "kb/services",
      name: "Services and fees",
      description: "Treatments, price ranges and what each insurer covers",
      files: [
        ["fees-2025.pdf", 184_220],
        ["insurers.pdf", 96_410],
      ],
    },
    {
      label: "kb/aftercare",
      name: "Aftercare leaflets",
      description: "What to do after extractions, implants and whitening",
      files: [["aftercare.pdf", 402_118]],
    },
  ],
  folders: [
    { label: "folder/front-desk", name: "Front desk", color: "#3B82F6", icon: "phone", flowType: "call" },
    { label: "folder/campaigns", name: "Campaigns", color: "#F97316", icon: "voice", flowType: "call" },
    { label: "folder/texts", name: "Texts", color: "#10B981", icon: "message", flowType: "message" },
  ],
  callFlows: harbourCallFlows,
  messageFlows: harbourMessageFlows,
};
