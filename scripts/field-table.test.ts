import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { fieldGuide, fieldGuides } from "@/lib/flows/fields/flow-fields";
import type { FlowKind } from "@/lib/flows/model/flow";
import { brokenReferences } from "@/tests/support/rule-references";
import { MAPPING } from "./field-table/mapping";
import { renderFieldTable } from "./field-table/render";
import { RULES } from "./field-table/rules";
import { normalPath, type RequestVerb, requestPaths } from "./field-table/schema-paths";

const KINDS: FlowKind[] = ["call_flow", "message_flow"];
const REQUESTS = KINDS.flatMap((kind) => (["create", "update"] as const).map((verb) => ({ kind, verb })));

function rowOf(kind: FlowKind, path: string) {
  return MAPPING[kind].find((row) => row.path === path);
}

const inWebhook = (variables: string, more: string[] = []) =>
  [
    "name",
    "url",
    "method",
    "headers",
    "description",
    variables,
    `${variables}[].name`,
    `${variables}[].description`,
    ...more,
  ].map((name) => `webhooks[].${name}`);

const ONLY_NEWER_WEBHOOK_FIELDS = [
  "body",
  "responseVariables",
  "responseVariables[].name",
  "responseVariables[].path",
  "responseVariables[].description",
  "isTesting",
  "textToSpeak",
  "testResponse",
];

const COLLECTIONS = [
  "",
  "[].id",
  "[].name",
  "[].variables",
  "[].variables[].key",
  "[].variables[].value",
  "[].isDefault",
].map((name) => `dynamicVariableCollections${name}`);

const SHARED_SETTINGS = [
  "settings.enableHumanLikeVoiceAndTone",
  "settings.welcomeMessageDelay",
  "settings.customerLocation",
  "settings.transfers",
  "settings.knowledgeBases",
  "settings.utilizePriorCallsContext",
  "settings.security.publicAccess",
];

/** Every request field of the upstream's pages, copied by hand, so that no code of ours decides about the list. */
const DOCUMENTED: Record<FlowKind, Record<RequestVerb, string[]>> = {
  call_flow: {
    create: [
      ...[
        "name",
        "direction",
        "description",
        "agent",
        "promptType",
        "folderId",
        "isGlobal",
        "isPreConfigured",
      ],
      ...[
        "preConfiguredWorkspaceId",
        "welcomeMessage",
        "customWelcomeMessage",
        "flowData.nodes",
        "flowData.edges",
      ],
      ...["prompt", "isActive", "agentWebhookUrl", "inboundWebhookUrl"],
      ...COLLECTIONS,
      "webhooks",
      ...inWebhook("variablesforcallflow", ONLY_NEWER_WEBHOOK_FIELDS),
      "settings.welcomeMessage",
      "settings.customWelcomeMessage",
      "settings.webhooks.agent",
      "settings.webhooks.inbound",
      ...SHARED_SETTINGS,
      "settings.callSettings.trilletVoiceGuard",
      "settings.callSettings.reminderMessages",
      "settings.security.securityOptOut",
    ],
    update: [
      ...[
        "name",
        "description",
        "direction",
        "isActive",
        "isGlobal",
        "promptType",
        "prompt",
        "welcomeMessage",
      ],
      ...["customWelcomeMessage", "toggleAutopilot"],
      ...COLLECTIONS,
      "webhooks",
      ...inWebhook("variables", ONLY_NEWER_WEBHOOK_FIELDS),
      ...SHARED_SETTINGS,
      "settings.knowledgeBaseFiles",
      "settings.knowledgeBaseFiles[].filename",
      "settings.knowledgeBaseFiles[].key",
      "settings.knowledgeBaseFiles[].url",
      "settings.callSetting.maxCallDuration",
      "settings.callSetting.endCallOnSilence",
      "settings.callSetting.trilletVoiceGuard",
      "settings.callSetting.reminderMessages",
      "settings.security.hipaaCompliance",
      "settings.responseSettings.delay",
      "settings.responseSettings.workingHours.enabled",
      "settings.responseSettings.workingHours.start",
      "settings.responseSettings.workingHours.end",
      "settings.responseSettings.workingHours.timezone",
      "settings.responseSettings.workingHours.outOfHoursMessage",
    ],
  },
  message_flow: {
    create: [
      ...[
        "name",
        "direction",
        "description",
        "agent",
        "initiationMessage",
        "prompt",
        "isActive",
        "autopilot",
      ],
      "messageChannel",
      "settings.responseSettings.delay",
      "settings.responseSettings.enabled",
      "settings.responseSettings.start",
      "settings.responseSettings.end",
      "settings.responseSettings.timezone",
      "settings.responseSettings.outOfHoursMessage",
      "settings.security.hipaaCompliance",
      "settings.emailSettings.subjectLine",
      "settings.emailSettings.signature",
    ],
    update: [
      "description",
      "toggleAutopilot",
      "settings.responseSettings.delay",
      "settings.responseSettings.workingHours.enabled",
      "settings.responseSettings.workingHours.start",
      "settings.responseSettings.workingHours.end",
      "settings.responseSettings.workingHours.timezone",
      "settings.responseSettings.workingHours.outOfHoursMessage",
      "settings.security.hipaaCompliance",
      "settings.emailSettings.subjectLine",
      "settings.emailSettings.signature",
    ],
  },
};

describe("the table of fields", () => {
  it("equals the generator's output", () => {
    const written = readFileSync(fileURLToPath(new URL("../docs/fields.md", import.meta.url)), "utf8");
    expect(written === renderFieldTable(), "run: node --import tsx scripts/field-table.ts").toBe(true);
  });

  it.each(REQUESTS)("has a row for everything that the schema of a $kind's $verb knows", ({ kind, verb }) => {
    const paths = requestPaths(kind, verb).map(({ path }) => path);
    expect(paths.length).toBeGreaterThan(10);
    expect(paths.filter((path) => rowOf(kind, normalPath(path)) === undefined)).toEqual([]);
  });

  it.each(KINDS)(
    "calls a field of a %s unchangeable where the schema refuses it, and nowhere else",
    (kind) => {
      const update = requestPaths(kind, "update");
      const accepted = new Set(update.filter((one) => one.accepted).map(({ path }) => normalPath(path)));
      const refused = update.filter(({ path, accepted }) => !accepted && path !== "/toggleAutopilot");
      for (const { path } of refused) {
        expect(rowOf(kind, normalPath(path)), path).toMatchObject({ updateRequest: null });
      }
      for (const path of accepted) expect(rowOf(kind, path)?.updateRequest, path).toEqual(expect.any(String));
    },
  );

  it.each(REQUESTS)(
    "spells every documented field of a $kind's $verb as the documents do",
    ({ kind, verb }) => {
      const column = verb === "create" ? "createRequest" : "updateRequest";
      const spelled = MAPPING[kind].map((row) => row[column]?.replace(/,.*/, ""));
      expect(DOCUMENTED[kind][verb].filter((name) => !spelled.includes(name))).toEqual([]);
    },
  );

  it.each(KINDS)("has one row for each field that the guide explains for a %s, and no other", (kind) => {
    const rows = MAPPING[kind].map(({ path }) => path);
    expect(rows.filter((path) => fieldGuide(kind, path) === null)).toEqual([]);
    expect([...rows].sort()).toEqual(
      fieldGuides(kind)
        .map(({ path }) => path)
        .sort(),
    );
  });

  it("names at least one test for every field, and only tests that exist", () => {
    for (const kind of KINDS) {
      for (const { path, rules } of MAPPING[kind]) expect(rules.length, path).toBeGreaterThan(0);
    }
    expect(brokenReferences(Object.values(RULES))).toEqual([]);
  });
});
