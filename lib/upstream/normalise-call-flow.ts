import { CALL_FLOW_FIELDS, type CallFlowFields } from "@/lib/flows/fields/call-flow-fields";
import type { CallFlow, DynamicVariableCollection, PromptVersion } from "@/lib/flows/model/call-flow";
import { keptFrom } from "./kept-values";
import { readCallFlowSettings, readSettingsWebhooks } from "./normalise-settings";
import { collectWebhooks, normaliseWebhook } from "./normalise-webhooks";
import { checkFlowIdentity, normalTime, RawFields } from "./raw-fields";
import { readPlain } from "./read-plain-fields";

function readVariable(fields: RawFields): { key: string; value: string } {
  return { key: fields.text("key", null) ?? "", value: fields.text("value", null) ?? "" };
}

function readCollection(fields: RawFields): DynamicVariableCollection {
  const ownId = fields.ownId();
  return {
    id: fields.text("id", null) ?? ownId ?? "",
    name: fields.text("name", null) ?? "",
    variables: fields.objects("variables", null, readVariable) ?? [],
    isDefault: fields.flag("isDefault", null) ?? false,
  };
}

function readPromptVersion(fields: RawFields): PromptVersion {
  return {
    id: fields.ownId(),
    name: fields.text("name", null),
    prompt: fields.text("prompt", null),
    notes: fields.below("metadata").text("notes", null),
    createdAt: normalTime(fields.text("createdAt", null)),
    updatedAt: normalTime(fields.text("updatedAt", null)),
  };
}

function readFlowData(fields: RawFields, known: CallFlow["flowData"]): CallFlow["flowData"] {
  if (!fields.has("flowData")) return known;
  const data = fields.below("flowData");
  return {
    nodes: data.list("nodes", known?.nodes ?? null, (item) => item) ?? [],
    edges: data.list("edges", known?.edges ?? null, (item) => item) ?? [],
  };
}

/** Reads the top-level fields that an answer may have only as copies in `settings` (upstream quirk Q14). */
function readCopied(fields: RawFields, settings: RawFields, known: CallFlow | null) {
  const urls = readSettingsWebhooks(settings);
  const copied = {
    welcomeMessage: fields.text(
      "welcomeMessage",
      settings.text("welcomeMessage", known?.welcomeMessage ?? null),
    ),
    customWelcomeMessage: fields.text(
      "customWelcomeMessage",
      settings.text("customWelcomeMessage", known?.customWelcomeMessage ?? null),
    ),
    agentWebhookUrl: fields.text("agentWebhookUrl", urls.urls.agent ?? known?.agentWebhookUrl ?? null),
    inboundWebhookUrl: fields.text(
      "inboundWebhookUrl",
      urls.urls.inbound ?? known?.inboundWebhookUrl ?? null,
    ),
  };
  return { copied, inSettings: urls };
}

/**
 * Returns a call flow of an upstream answer in normal form. Understands both generations of answers, full and partial:
 * a key that the answer lacks keeps its value of `lastKnown`, else it is null.
 * @param expect the workspace that the flow must belong to
 * @param lastKnown the stored (masked) flow with its digests, so that unchanged secrets stay recognisable; none to see
 *   only what this answer has
 * @throws UpstreamError of kind `invalid`: not a flow, or one of another workspace
 */
export function normaliseCallFlow(
  answer: unknown,
  expect: { workspaceId: string },
  lastKnown: CallFlow | null = null,
): CallFlow {
  const { raw, id } = checkFlowIdentity(answer, expect);
  const known = lastKnown;
  const fields = new RawFields(raw);
  // Upstream quirk Q15: only some answers have `__v`, and it means nothing here.
  fields.ignore("_id", "id", "workspaceId", "__v");
  const settings = fields.below("settings");
  const { copied, inSettings } = readCopied(fields, settings, known);
  const readSettings = readCallFlowSettings(settings, inSettings.urls, copied, known?.settings);
  const { autopilot, ...plain } = readPlain<CallFlowFields, CallFlow, "">(
    CALL_FLOW_FIELDS,
    "",
    fields,
    known,
  );
  return {
    ...plain,
    id,
    workspaceId: expect.workspaceId,
    name: plain.name ?? "",
    ...copied,
    flowData: readFlowData(fields, known?.flowData ?? null),
    promptVersions: fields.objectsLeniently(
      "promptVersions",
      known?.promptVersions ?? null,
      readPromptVersion,
    ),
    ...(autopilot === null ? {} : { autopilot }),
    dynamicVariableCollections: fields.objects(
      "dynamicVariableCollections",
      known?.dynamicVariableCollections ?? null,
      readCollection,
    ),
    webhooks:
      collectWebhooks(fields.objectsLeniently("webhooks", null, normaliseWebhook), inSettings.list) ??
      known?.webhooks ??
      null,
    settings: readSettings,
    // After everything that reads.
    ...keptFrom("call_flow", fields.unread(), known),
  };
}
