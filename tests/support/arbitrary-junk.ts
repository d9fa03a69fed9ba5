import fc from "fast-check";

/** What a stored flow holds beside its documented values, by JSON pointer of the sandbox's stored flow. */
export type Junk = Record<string, unknown>;

const text = fc.oneof(
  fc.constantFrom("", "on", "5", "null", "ß𝒳 עברית"),
  fc.string({ unit: "grapheme", maxLength: 12 }).map((value) => value.replaceAll("\u0000", "")),
);

/** Any JSON value. What no JSON text can say, such as -0, becomes what it would be on the wire. */
const anyValue = fc
  .oneof(
    fc.constant(null),
    fc.boolean(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    text,
    fc.jsonValue({ maxDepth: 2, stringUnit: "grapheme" }),
  )
  .map((value) => JSON.parse(JSON.stringify(value).replaceAll("\\u0000", "")) as unknown);

/** Names that live flows have and no document has, and any other ones. */
const unknownKey = fc.oneof(
  fc.constantFrom(
    "enableRecording",
    "allowAgentHangUp",
    "enableLlmCache",
    "model",
    "apiKey",
    "a/b~c",
    "length",
  ),
  fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 8 })
    .filter((key) => !/^\d+$/.test(key) && !key.includes("\u0000") && key !== "__proto__"),
);

const pointerTo = (around: string, key: string) =>
  `${around}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;

const listOf = (item: fc.Arbitrary<unknown>) =>
  fc.array(fc.oneof({ arbitrary: item, weight: 3 }, anyValue), { minLength: 1, maxLength: 3 });

const id = fc.stringMatching(/^[a-z]{1,5}$/);
const collection = fc.record(
  {
    id,
    name: id,
    variables: fc.array(fc.record({ key: id, value: text })),
    isDefault: fc.boolean(),
    color: anyValue,
  },
  { requiredKeys: ["id", "name"] },
);

/** Lists whose items are right, wrong or have keys of their own. */
const oddLists: Record<string, fc.Arbitrary<unknown>> = {
  "/dynamicVariableCollections": listOf(collection),
  "/settings/transfers": listOf(fc.dictionary(id, anyValue)),
  "/settings/knowledgeBaseFiles": listOf(
    fc.record({ filename: text, key: id, url: text, size: fc.nat() }, { requiredKeys: ["key"] }),
  ),
  "/settings/callSetting/reminderMessages": listOf(fc.record({ message: text, after: fc.nat() })),
};

const CALL_GROUPS = ["/settings/callSetting", "/settings/security", "/settings/responseSettings"];
const MESSAGE_GROUPS = ["/settings/emailSettings", "/settings/security", "/settings/responseSettings"];
const HOURS = ["enabled", "start", "end", "timezone", "outOfHoursMessage"];
const SHARED_FIELDS = [
  ...["/name", "/description", "/direction", "/agent", "/prompt", "/isActive", "/settings/knowledgeBases"],
  ...["/settings/security/hipaaCompliance", "/settings/responseSettings/delay"],
  ...HOURS.map((name) => `/settings/responseSettings/workingHours/${name}`),
];
const CALL_FIELDS = [
  ...SHARED_FIELDS,
  ...["/folderId", "/isGlobal", "/isPreConfigured", "/preConfiguredWorkspaceId", "/promptType", "/locations"],
  ...["/welcomeMessage", "/customWelcomeMessage", "/flowData", "/startNodeId", "/agentWebhookUrl"],
  ...["/inboundWebhookUrl", "/dynamicVariableCollections", "/settings/enableHumanLikeVoiceAndTone"],
  ...["/settings/welcomeMessageDelay", "/settings/customerLocation", "/settings/transfers"],
  ...["/settings/utilizePriorCallsContext", "/settings/security/publicAccess"],
  ...["maxCallDuration", "endCallOnSilence", "trilletVoiceGuard", "reminderMessages"].map(
    (name) => `/settings/callSetting/${name}`,
  ),
];
const MESSAGE_FIELDS = [
  ...SHARED_FIELDS,
  ...["/initiationMessage", "/messageChannel"],
  ...["/settings/emailSettings/subjectLine", "/settings/emailSettings/signature"],
];

/** Documented names, which no unknown key may have by chance. */
const DOCUMENTED = new Set(
  [...CALL_FIELDS, ...MESSAGE_FIELDS, ...CALL_GROUPS, ...MESSAGE_GROUPS].flatMap((path) => path.split("/")),
);
for (const name of ["webhooks", "autopilot", "callSettings", "settings", "workingHours", "securityOptOut"]) {
  DOCUMENTED.add(name);
}

/** Leaves out what lies below another oddity: the sandbox stores a value in one place. */
function withoutNested(junk: Junk): Junk {
  const pointers = Object.keys(junk);
  const entries = Object.entries(junk).filter(
    ([pointer]) => !pointers.some((other) => pointer.startsWith(`${other}/`)),
  );
  return Object.fromEntries(entries);
}

/**
 * Any junk that a stored flow may hold: unknown keys at every depth, values of other types in documented fields and in
 * the objects around them, lists with odd items, and nulls.
 */
export function arbitraryJunk(kind: "call" | "message"): fc.Arbitrary<Junk> {
  const [groups, fields] = kind === "call" ? [CALL_GROUPS, CALL_FIELDS] : [MESSAGE_GROUPS, MESSAGE_FIELDS];
  const places = ["", "/settings", ...groups, "/settings/responseSettings/workingHours"];
  const unknown = fc
    .tuple(
      fc.constantFrom(...places),
      unknownKey.filter((key) => !DOCUMENTED.has(key)),
      anyValue,
    )
    .map(([around, key, value]): [string, unknown] => [pointerTo(around, key), value]);
  const odd = fc.tuple(fc.constantFrom(...fields), anyValue);
  const lists = fc
    .constantFrom(...Object.entries(oddLists))
    .chain(([path, list]) => list.map((value): [string, unknown] => [path, value]));
  const group = fc.tuple(
    fc.constantFrom(...groups, "/settings/responseSettings/workingHours", "/settings"),
    anyValue.filter((value) => typeof value !== "object" || value === null || Array.isArray(value)),
  );
  const entries = fc.tuple(
    fc.array(unknown, { maxLength: 4 }),
    fc.array(odd, { maxLength: 4 }),
    kind === "call" ? fc.array(lists, { maxLength: 2 }) : fc.constant([]),
    // An object that is none hides all that is in it, so most cases are without one.
    fc.oneof({ arbitrary: fc.constant([]), weight: 5 }, fc.tuple(group)),
  );
  return entries.map((found) => withoutNested(Object.fromEntries(found.flat())));
}
