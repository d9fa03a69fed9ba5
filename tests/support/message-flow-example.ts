import type { MessageFlow } from "@/lib/flows/model/message-flow";

/** A message flow in normal form for tests; `changes` replaces top-level fields. */
export function exampleMessageFlow(changes: Partial<MessageFlow> = {}): MessageFlow {
  return {
    id: "665f00000000000000000c01",
    workspaceId: "665f0000000000000000aaaa",
    name: "SMS follow-up",
    direction: "bidirectional",
    description: "After a missed call",
    agent: "665f00000000000000000cc1",
    initiationMessage: "Hi, we missed your call.",
    prompt: "Be brief.",
    messageChannel: "SMS",
    isActive: true,
    autopilot: false,
    settings: {
      responseSettings: {
        delay: 0,
        workingHours: { enabled: true, start: "09:00", end: "17:00", timezone: "UTC", outOfHoursMessage: "" },
      },
      security: { hipaaCompliance: false },
      emailSettings: { subjectLine: "", signature: "" },
      knowledgeBases: null,
    },
    createdAt: "2025-01-02T10:15:00.000Z",
    updatedAt: "2025-01-02T10:15:00.000Z",
    unknownFields: 0,
    kept: [],
    ...changes,
  };
}
