import { expect, it } from "vitest";
import { exampleCallFlow } from "@/tests/support/call-flow-example";
import { createCallFlowSchema } from "./call-flow-requests";
import { fillFromRequest } from "./new-flow";

const body = createCallFlowSchema.parse({
  name: "Front desk",
  direction: "outbound",
  description: "As requested",
  settings: { callSettings: { trilletVoiceGuard: false, reminderMessages: ["Still there?"] } },
  dynamicVariableCollections: [{ id: "c", name: "C", variables: [{ key: "a" }] }],
});

it("a field that a create's answer leaves out is taken from the request", () => {
  const answered = exampleCallFlow({ dynamicVariableCollections: null });
  answered.settings.callSettings = {
    trilletVoiceGuard: null,
    reminderMessages: null,
    maxCallDuration: 600,
    endCallOnSilence: 10,
  };
  const filled = fillFromRequest(answered, body);
  expect(filled.settings.callSettings).toEqual({
    trilletVoiceGuard: false,
    reminderMessages: ["Still there?"],
    maxCallDuration: 600,
    endCallOnSilence: 10,
  });
  expect(filled.dynamicVariableCollections).toEqual([
    { id: "c", name: "C", variables: [{ key: "a", value: "" }], isDefault: false },
  ]);
});

it("an answered value stays, also where another one was requested", () => {
  const filled = fillFromRequest(exampleCallFlow({ direction: "inbound", description: "As answered" }), body);
  expect(filled.direction).toBe("inbound");
  expect(filled.description).toBe("As answered");
  expect(filled.webhooks).toEqual([]);
});
