import fc from "fast-check";
import type { SandboxTenant } from "./test-sandbox";

type Body = Record<string, unknown>;

/** Any text that can be stored, often empty or odd: neither side stores U+0000 or half a surrogate pair. */
const anyText = fc.oneof(
  {
    arbitrary: fc.constantFrom(
      "",
      " ",
      "0",
      "null",
      "ß𝒳🏳️‍🌈 עברית",
      "{{name}}\n\ttwo lines\r\n",
      "a".repeat(9_000),
    ),
    weight: 2,
  },
  {
    arbitrary: fc.string({ unit: "binary", maxLength: 30 }).filter((text) => !text.includes("\u0000")),
    weight: 3,
  },
);

/** A text of which something can be seen: many characters show nothing. */
const filledText = anyText.map((text) => (/[\p{L}\p{N}\p{P}\p{S}]/u.test(text) ? text : `${text}x`));

/** A value that HTTP can carry (RFC 9110, section 5.5), and that is more than spaces. */
const headerValue = fc.stringMatching(/^[!-~]([ -~\u00a1-\u00ff]{0,28}[!-~])?$/);

const amount = fc.oneof(fc.nat({ max: 100_000 }), fc.double({ min: 0, max: 1e6, noNaN: true }));

const httpUrl = fc.webUrl({ withQueryParameters: true, withFragments: true });
const httpUrlOrEmpty = fc.oneof(fc.constant(""), httpUrl);
const timeOfDay = fc.oneof(
  fc.constant(""),
  fc
    .tuple(fc.nat({ max: 23 }), fc.nat({ max: 59 }))
    .map((parts) => parts.map((part) => String(part).padStart(2, "0")).join(":")),
);

/** An object of any shape. `__proto__` is no key, since JSON tools disagree on it. */
const looseObject = fc
  .dictionary(
    fc.string({ unit: "grapheme", maxLength: 8 }).filter((key) => key !== "__proto__"),
    fc.jsonValue({ maxDepth: 2, stringUnit: "grapheme" }),
    { maxKeys: 4 },
  )
  .map(
    (value) =>
      JSON.parse(JSON.stringify(value).replaceAll("__proto__", "proto").replaceAll("\\u0000", "")) as Body,
  );

const items = <T>(item: fc.Arbitrary<T>) => fc.array(item, { maxLength: 3 });

/** An object with any subset of the given fields. */
const some = <T extends Record<string, fc.Arbitrary<unknown>>>(fields: T) =>
  fc.record(fields, { requiredKeys: [] }) as fc.Arbitrary<Body>;

/** As `some`, with these fields always there. */
const withAll = (
  required: Record<string, fc.Arbitrary<unknown>>,
  optional: Record<string, fc.Arbitrary<unknown>>,
) => fc.record({ ...required, ...optional }, { requiredKeys: Object.keys(required) }) as fc.Arbitrary<Body>;

const namedItems = (more: Record<string, fc.Arbitrary<unknown>>) =>
  items(withAll({ name: filledText }, more));

function webhooks(variablesField: "variables" | "variablesforcallflow") {
  return items(
    withAll(
      { name: filledText, url: httpUrl },
      {
        method: fc.constantFrom("GET", "POST", "PUT", "DELETE"),
        headers: fc.dictionary(fc.stringMatching(/^[A-Z][a-z-]{0,12}$/), headerValue, {
          maxKeys: 3,
          noNullPrototype: true,
        }),
        body: anyText,
        description: anyText,
        [variablesField]: namedItems({ description: anyText }),
        responseVariables: namedItems({ path: anyText, description: anyText }),
        isTesting: fc.boolean(),
        textToSpeak: anyText,
        testResponse: anyText,
      },
    ),
  );
}

const collections = items(
  withAll(
    { id: filledText, name: filledText },
    { variables: items(fc.record({ key: anyText, value: anyText })), isDefault: fc.boolean() },
  ),
);

const workingHours = {
  enabled: fc.boolean(),
  start: timeOfDay,
  end: timeOfDay,
  timezone: fc.constantFrom("UTC", "Europe/Berlin", "America/Argentina/Ushuaia", ""),
  outOfHoursMessage: anyText,
};

const nestedResponseSettings = some({ delay: amount, workingHours: some(workingHours) });

const sharedCallSettings = (tenant: SandboxTenant) => ({
  enableHumanLikeVoiceAndTone: fc.boolean(),
  welcomeMessageDelay: amount,
  customerLocation: anyText,
  transfers: items(looseObject),
  knowledgeBases: fc.shuffledSubarray(tenant.knowledgeBaseIds),
  utilizePriorCallsContext: fc.boolean(),
});

const voice = { trilletVoiceGuard: fc.boolean(), reminderMessages: items(anyText) };

/** A welcome that is valid by itself: own words exactly when the agent says them. */
const welcome: fc.Arbitrary<Body> = fc.oneof(
  fc.constant({}),
  fc.record({ welcomeMessage: fc.constantFrom("user_initiated", "ai_dynamic") }),
  fc.record({
    welcomeMessage: fc.constantFrom("user_initiated", "ai_dynamic"),
    customWelcomeMessage: fc.constant(""),
  }),
  fc.record({ welcomeMessage: fc.constant("ai_custom"), customWelcomeMessage: filledText }),
);

/** Values that a create request of a call flow may carry at the top, in `settings`, or in both. */
const copies = fc.record({
  welcome,
  urls: some({ agent: httpUrlOrEmpty, inbound: httpUrlOrEmpty }),
  place: fc.constantFrom("top", "settings", "both"),
});

function withCopies(
  body: Body,
  { welcome, urls, place }: { welcome: Body; urls: Body; place: string },
): Body {
  const top = place === "settings" ? {} : { ...welcome, ...addresses(urls) };
  const copy = place === "top" ? {} : { ...welcome, webhooks: urls };
  if (place === "top") return { ...body, ...top };
  return { ...body, ...top, settings: { ...((body.settings as Body | undefined) ?? {}), ...copy } };
}

function addresses(urls: Body): Body {
  return {
    ...("agent" in urls ? { agentWebhookUrl: urls.agent } : {}),
    ...("inbound" in urls ? { inboundWebhookUrl: urls.inbound } : {}),
  };
}

/** Any valid request to create a call flow: every documented field, in every combination. */
export function arbitraryCallFlow(tenant: SandboxTenant): fc.Arbitrary<Body> {
  const body = withAll(
    {
      name: filledText,
      direction: fc.constantFrom("outbound", "bidirectional"),
      promptType: fc.constant("simple"),
    },
    {
      description: anyText,
      agent: fc.constantFrom(...tenant.agentIds),
      folderId: fc.constantFrom(...tenant.folderIds),
      isGlobal: fc.boolean(),
      isPreConfigured: fc.boolean(),
      preConfiguredWorkspaceId: fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/),
      flowData: some({ nodes: items(looseObject), edges: items(looseObject) }),
      prompt: anyText,
      isActive: fc.boolean(),
      dynamicVariableCollections: collections,
      webhooks: webhooks("variablesforcallflow"),
      settings: some({
        ...sharedCallSettings(tenant),
        callSettings: some(voice),
        security: some({ securityOptOut: fc.boolean(), publicAccess: fc.boolean() }),
      }),
    },
  );
  return fc.tuple(body, copies).map(([fields, copied]) => withCopies(fields, copied));
}

/** Any valid request to create a message flow, working hours flat or nested. */
export function arbitraryMessageFlow(tenant: SandboxTenant): fc.Arbitrary<Body> {
  return withAll(
    {
      name: filledText,
      direction: fc.constantFrom("inbound", "outbound", "bidirectional"),
      agent: fc.constantFrom(...tenant.omniFlowAgentIds),
      initiationMessage: filledText,
      prompt: filledText,
      messageChannel: fc.constantFrom("SMS", "Email"),
    },
    {
      description: anyText,
      isActive: fc.boolean(),
      autopilot: fc.boolean(),
      settings: some({
        responseSettings: fc.oneof(some({ delay: amount, ...workingHours }), nestedResponseSettings),
        ...messageSettings,
      }),
    },
  );
}

const messageSettings = {
  security: some({ hipaaCompliance: fc.boolean() }),
  emailSettings: some({ subjectLine: anyText, signature: anyText }),
};

function setsSomething(value: unknown): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return true;
  return Object.values(value).some(setsSomething);
}

const nonEmpty = (patch: fc.Arbitrary<Body>) => patch.filter((body) => setsSomething(body));

/** Any valid change of a call flow. `generation` decides whether the flow has an autopilot. */
export function arbitraryCallFlowPatch(tenant: SandboxTenant, generation: string): fc.Arbitrary<Body> {
  const limits = some({ ...voice, maxCallDuration: amount, endCallOnSilence: amount });
  const settings = {
    ...sharedCallSettings(tenant),
    knowledgeBaseFiles: items(fc.record({ filename: anyText, key: filledText, url: anyText })),
    responseSettings: nestedResponseSettings,
    security: some({ hipaaCompliance: fc.boolean(), publicAccess: fc.boolean() }),
  };
  const fields = some({
    name: filledText,
    description: anyText,
    direction: fc.constantFrom("outbound", "bidirectional"),
    isActive: fc.boolean(),
    isGlobal: fc.boolean(),
    promptType: fc.constant("simple"),
    prompt: anyText,
    dynamicVariableCollections: collections,
    settings: fc.oneof(
      some({ ...settings, callSetting: limits }),
      some({ ...settings, callSettings: limits }),
    ),
    webhooks: webhooks("variables"),
    ...(generation === "older" ? { autopilot: fc.boolean() } : {}),
  });
  return nonEmpty(fc.tuple(fields, welcome).map(([body, chosen]) => ({ ...body, ...chosen })));
}

/** Any valid change of a message flow. */
export function arbitraryMessageFlowPatch(): fc.Arbitrary<Body> {
  return nonEmpty(
    some({
      description: anyText,
      autopilot: fc.boolean(),
      settings: some({ responseSettings: nestedResponseSettings, ...messageSettings }),
    }),
  );
}
