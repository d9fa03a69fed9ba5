import { describe, expect, it } from "vitest";
import { CALL_FLOW_FORM } from "@/components/flows/form/call-flow-form";
import { CALL_FLOW_CHECKS, MESSAGE_FLOW_CHECKS } from "@/components/flows/form/flow-checks";
import { valuesFromRequest } from "@/components/flows/form/json-request";
import { MESSAGE_FLOW_FORM } from "@/components/flows/form/message-flow-form";
import { valueAt } from "@/lib/json/json-pointer";
import { sameJson } from "@/lib/json/json-value";
import { everyCallFlowField, everyMessageFlowField } from "@/tests/support/flow-bodies";
import { normalPath, requestPaths } from "./schema-paths";

const IDS = ["665f0000000000000000aaa1"];
const WORKSPACE = {
  id: "w",
  slug: "w",
  path: "/w",
  tenant: {
    key: "k",
    userId: "u",
    workspaceId: "665f0000000000000000aaaa",
    agentIds: IDS,
    omniFlowAgentIds: IDS,
    knowledgeBaseIds: IDS,
    folderIds: IDS,
  },
};

const HOURS = {
  enabled: true,
  start: "08:15",
  end: "16:45",
  timezone: "Asia/Tokyo",
  outOfHoursMessage: "Closed",
};

/** Changes of every field, each to a value that no new form has. */
function everyCallFlowChange() {
  const { settings, webhooks, dynamicVariableCollections, welcomeMessage, customWelcomeMessage } =
    everyCallFlowField(WORKSPACE);
  const { variablesforcallflow: variables, ...webhook } = webhooks[0] ?? {};
  const { welcomeMessage: _, customWelcomeMessage: __, webhooks: ___, ...kept } = settings;
  return {
    name: "Night desk",
    description: "After hours",
    direction: "outbound",
    isActive: false,
    isGlobal: true,
    prompt: "Be brief.",
    autopilot: true,
    welcomeMessage,
    customWelcomeMessage,
    dynamicVariableCollections,
    webhooks: [{ ...webhook, variables }],
    settings: {
      ...kept,
      knowledgeBaseFiles: [{ filename: "a.pdf", key: "k/a", url: "https://example.com/a" }],
      callSettings: { ...settings.callSettings, maxCallDuration: 90, endCallOnSilence: 7 },
      responseSettings: { delay: 3, workingHours: HOURS },
      security: { hipaaCompliance: true, publicAccess: true },
    },
  };
}

const EVERY_MESSAGE_CHANGE = {
  description: "After hours",
  autopilot: true,
  settings: {
    responseSettings: { delay: 3, workingHours: HOURS },
    security: { hipaaCompliance: true },
    emailSettings: { subjectLine: "Hello", signature: "The team" },
  },
};

/** Sent without a control, or set by the control of the field that it is a copy of. */
const WITHOUT_CONTROL = [
  "/promptType",
  "/settings/welcomeMessage",
  "/settings/customWelcomeMessage",
  "/settings/webhooks/agent",
  "/settings/webhooks/inbound",
];

/** A path of the schemas, as a path in a body with one item in every list. */
const place = (path: string) => path.replaceAll("*", "0");

function filled<Values extends object>(initial: Values, request: object): Values {
  const result = valuesFromRequest(initial, request);
  if ("errors" in result) throw new Error(JSON.stringify(result.errors));
  return result.values;
}

const newCall = CALL_FLOW_FORM.values(null);
const newMessage = MESSAGE_FLOW_FORM.values(null);
const callFlow = CALL_FLOW_CHECKS.createSchema.parse({
  ...everyCallFlowField(WORKSPACE),
  isGlobal: true,
}) as object;
const messageFlow = MESSAGE_FLOW_CHECKS.createSchema.parse(everyMessageFlowField(WORKSPACE)) as object;
const callChange = CALL_FLOW_CHECKS.updateSchema.parse(everyCallFlowChange()) as object;
const messageChange = MESSAGE_FLOW_CHECKS.updateSchema.parse(EVERY_MESSAGE_CHANGE) as object;

describe.each([
  {
    kind: "call_flow" as const,
    verb: "create" as const,
    requested: callFlow,
    sent: CALL_FLOW_FORM.body(filled(newCall, callFlow)),
  },
  {
    kind: "call_flow" as const,
    verb: "update" as const,
    requested: callChange,
    sent: CALL_FLOW_FORM.patch(newCall, filled(newCall, callChange)),
  },
  {
    kind: "message_flow" as const,
    verb: "create" as const,
    requested: messageFlow,
    sent: MESSAGE_FLOW_FORM.body(filled(newMessage, messageFlow)),
  },
  {
    kind: "message_flow" as const,
    verb: "update" as const,
    requested: messageChange,
    sent: MESSAGE_FLOW_FORM.patch(newMessage, filled(newMessage, messageChange)),
  },
])("the form for a $kind's $verb", ({ kind, verb, requested, sent }) => {
  const fields = requestPaths(kind, verb)
    .filter(({ path, accepted }) => accepted && !WITHOUT_CONTROL.includes(path))
    // A field that the portal takes under two names is sent under the first.
    .map(({ path }) => (valueAt(requested, place(path)) === undefined ? normalPath(path) : path));

  it("holds every field of the request and sends it as it was", () => {
    const lost = fields.filter((path) => {
      const value = valueAt(requested, place(path));
      return value === undefined || !sameJson(value, valueAt(sent, place(path)));
    });
    expect(lost).toEqual([]);
  });
});
