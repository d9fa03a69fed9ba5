import { expect, it } from "vitest";
import { exampleCallFlow } from "@/tests/support/call-flow-example";
import { createCallFlowSchema } from "./call-flow-requests";
import { fillFromRequest } from "./create-effects";

const body = createCallFlowSchema.parse({
  name: "Front desk",
  direction: "outbound",
  description: "As asked",
  settings: { callSettings: { trilletVoiceGuard: false, reminderMessages: ["Still there?"] } },
  dynamicVariableCollections: [{ id: "c", name: "C", variables: [{ key: "a" }] }],
});

it("what a create's answer leaves out is taken from the request", () => {
  const told = exampleCallFlow({ dynamicVariableCollections: null });
  told.settings.callSettings = {
    trilletVoiceGuard: null,
    reminderMessages: null,
    maxCallDuration: 600,
    endCallOnSilence: 10,
  };
  const filled = fillFromRequest(told, body);
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

it("what the answer tells stays, also where another value was asked for", () => {
  const filled = fillFromRequest(exampleCallFlow({ direction: "inbound", description: "As told" }), body);
  expect(filled.direction).toBe("inbound");
  expect(filled.description).toBe("As told");
  expect(filled.webhooks).toEqual([]);
});
