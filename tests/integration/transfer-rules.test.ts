import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  arbitraryCallFlow,
  arbitraryCallFlowPatch,
  arbitraryMessageFlow,
  arbitraryMessageFlowPatch,
} from "@/tests/support/arbitrary-flows";
import { etagIn, patchFlow } from "@/tests/support/flow-steps";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import { previewTransfer, transfer, transferOf } from "@/tests/support/transfer-steps";

/**
 * The one promise of transfers: afterwards the target is the source with the map applied and its own overrides kept, nothing
 * else has changed, and a second transfer sends nothing. It is checked with random flows that both sides edit, by an oracle
 * that knows the documented fields by itself. TRANSFER_CASES sets the number of cases; a failure prints its seed.
 */
const CASES = Number(process.env.TRANSFER_CASES ?? 16);
const EDITIONS = (["newer", "older"] as const).flatMap((generation) =>
  (["merge", "replace"] as const).flatMap((update) =>
    (["call_flow", "message_flow"] as const).map((kind) => ({ generation, update, kind })),
  ),
);
type Edition = (typeof EDITIONS)[number];
const RUNS = {
  numRuns: Math.ceil(CASES / EDITIONS.length),
  interruptAfterTimeLimit: Math.max(60_000, CASES * 2_500),
  ...(process.env.TRANSFER_SEED ? { seed: Number(process.env.TRANSFER_SEED) } : {}),
};

// biome-ignore lint/suspicious/noExplicitAny: documents are plain JSON here, checked by comparing them.
type Json = any;

let portal: TestPortal;
let from: TestWorkspace;
let to: TestWorkspace;

beforeAll(async () => {
  portal = await openPortal({ env: { UPSTREAM_TIMEOUT_MS: "20000" } });
  [from, to] = [await portal.addWorkspace(), await portal.addWorkspace()];
  for (const { path } of [from, to]) {
    const body = { defaultCallLimits: { maxCallDuration: 777, endCallOnSilence: 7 } };
    expect((await portal.owner.call("PATCH", path, { body })).status).toBe(200);
  }
  await portal.sandbox.changeState(({ workspaces }) => {
    for (const row of workspaces) row.mayCreateGlobalFlows = true;
  });
  const pair = (kind: string, ids: string[], others: string[]) =>
    ids.map((id, at) => ({
      kind,
      from: { id, name: id },
      to: { id: others[at] ?? "", name: others[at] ?? "" },
    }));
  const references = [
    ...pair("call_agent", from.tenant.agentIds, to.tenant.agentIds),
    ...pair("omni_agent", from.tenant.omniFlowAgentIds, to.tenant.omniFlowAgentIds),
    ...pair("folder", from.tenant.folderIds, to.tenant.folderIds),
    ...pair("knowledge_base", from.tenant.knowledgeBaseIds, to.tenant.knowledgeBaseIds),
  ];
  const map = { version: 0, references, words: [{ from: "Harbour", to: "Lakeside" }] };
  expect((await portal.owner.call("PUT", `${to.path}/maps/${from.slug}`, { body: map })).status).toBe(200);
});
afterAll(() => portal.close());

/** The documented fields that an update of a kind sets, but for webhooks, switches that need a word, and files. */
const UPDATED: Record<Edition["kind"], string[]> = {
  call_flow: [
    ...["name", "description", "direction", "prompt", "welcomeMessage", "customWelcomeMessage"],
    "dynamicVariableCollections",
    ...["customerLocation", "transfers", "knowledgeBases", "enableHumanLikeVoiceAndTone"].map(
      (name) => `settings.${name}`,
    ),
    ...["welcomeMessageDelay", "utilizePriorCallsContext"].map((name) => `settings.${name}`),
    ...["trilletVoiceGuard", "reminderMessages", "maxCallDuration", "endCallOnSilence"].map(
      (name) => `settings.callSettings.${name}`,
    ),
    "settings.responseSettings.delay",
    ...["enabled", "start", "end", "timezone", "outOfHoursMessage"].map(
      (name) => `settings.responseSettings.workingHours.${name}`,
    ),
    ...["hipaaCompliance", "publicAccess"].map((name) => `settings.security.${name}`),
  ],
  message_flow: [
    "description",
    "settings.responseSettings.delay",
    ...["enabled", "start", "end", "timezone", "outOfHoursMessage"].map(
      (name) => `settings.responseSettings.workingHours.${name}`,
    ),
    ...["subjectLine", "signature"].map((name) => `settings.emailSettings.${name}`),
    "settings.security.hipaaCompliance",
  ],
};

/** What the upstream makes by itself, or writes a second time. */
const MADE =
  /^(id|workspaceId|createdAt|updatedAt|currentPromptId|promptVersions|gemini_prompt|startNodeId|locations|unknownFields|kept|promptType|settings\.(welcomeMessage|customWelcomeMessage|webhooks\..*))$/;

const at = (flow: Json, path: string) => path.split(".").reduce((value, key) => value?.[key], flow);
const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);

/** One spelling of a value: without what says nothing. */
function plain(value: Json): Json {
  if (typeof value === "string") return value.replaceAll("\r\n", "\n");
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (isEmpty(inner) ? [] : [[key, plain(inner)]])),
  );
}
const same = (one: unknown, other: unknown) =>
  (isEmpty(one) && isEmpty(other)) || isDeepStrictEqual(plain(one), plain(other));

/** The source's value of a field in the terms of the target. */
function mapped(path: string, value: Json): Json {
  if (path === "settings.knowledgeBases" && Array.isArray(value))
    return value.map((id) => to.tenant.knowledgeBaseIds[from.tenant.knowledgeBaseIds.indexOf(id)]);
  return typeof value === "string" ? value.replaceAll(/\bHarbour\b/g, "Lakeside") : value;
}

function leaves(value: Json, path: string[] = []): string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [path.join(".")];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, key]));
}

const segment = { call_flow: "call-flows", message_flow: "message-flows" } as const;

async function edit(path: string, body: Json): Promise<void> {
  const etag = etagIn(await portal.owner.get(path));
  const answer = await patchFlow(portal.owner, { path, etag }, body);
  // What this very flow can't take leaves it as it is, which is a case, too.
  expect([200, 422], answer.text).toContain(answer.status);
}

/** What the target must have of a field, from the three states of it. */
function expected(path: string, states: Json[], takesSource: boolean): Json {
  const [s0, t0, s1, t1] = states;
  const [before, now] = [mapped(path, at(s0, path)), mapped(path, at(s1, path))];
  const own = at(t1, path);
  if (at(s1, path) === null || at(s1, path) === undefined || same(now, own)) return own;
  if (path === "customWelcomeMessage") {
    // It goes with the welcome that says it, at the source and at the target.
    const isSaid =
      s1.welcomeMessage === "ai_custom" && expected("welcomeMessage", states, takesSource) === "ai_custom";
    if (!isSaid) return own;
    if (isEmpty(own)) return now;
  }
  // A flow that was made beside one of the same name has a name of its own.
  const isOwnName = path === "name" && !same(at(t0, path), before);
  const [sourceMoved, targetMoved] = [!same(before, now), isOwnName || !same(own, at(t0, path))];
  if (!sourceMoved) return own;
  return targetMoved && !takesSource ? own : now;
}

const keyOf = ({ name, method, url }: Json) => JSON.stringify([name, method ?? null, url]);
const count = (webhooks: Json[], key: string) => webhooks.filter((one) => keyOf(one) === key).length;

interface Case {
  body: Json;
  sourceEdit: Json;
  targetEdit: Json;
  takesSource: boolean;
  autopilot: boolean;
  prompt: string;
  /** Whether both sides add a webhook of one name, each in its own way. */
  sameWebhook: boolean;
}

const webhook = (description: string) => ({
  name: "Shared",
  url: "https://shared.test/in",
  variables: [],
  description,
});

const prompts = fc.array(fc.constantFrom("Harbour", "harbour", "Harbours", "Pier 14.", "Be kind.", "\n"), {
  minLength: 1,
  maxLength: 5,
});

function cases({ kind, generation }: Edition): fc.Arbitrary<Case> {
  const isCall = kind === "call_flow";
  const patch = isCall ? arbitraryCallFlowPatch(from.tenant, generation) : arbitraryMessageFlowPatch();
  const own = isCall ? arbitraryCallFlowPatch(to.tenant, generation) : arbitraryMessageFlowPatch();
  return fc.record({
    body: isCall ? arbitraryCallFlow(from.tenant) : arbitraryMessageFlow(from.tenant),
    sourceEdit: patch,
    targetEdit: own,
    takesSource: fc.boolean(),
    autopilot: fc.boolean(),
    sameWebhook: fc.boolean(),
    prompt: prompts.map((parts) => `x ${parts.join(" ")}`),
  });
}

async function check({ kind }: Edition, given: Case): Promise<void> {
  const { isGlobal: _, ...body } = given.body;
  const path = `${from.path}/${segment[kind]}`;
  const made = await portal.owner.write("POST", path, { ...body, prompt: given.prompt });
  expect(made.status, made.text).toBe(201);
  const source = `${path}/${made.json.id}`;
  const ask = transferOf(
    from,
    [made.json.id],
    [to],
    { existing: "second", mayActivate: [to.slug], autopilot: given.autopilot },
    kind,
  );
  const first = await transfer(portal.owner, ask);
  expect(first.items[0], JSON.stringify(first.items)).toMatchObject({ result: "create", state: "succeeded" });
  const target = `${to.path}/${segment[kind]}/${first.items[0].flowId}`;
  const read = async (flow: string): Promise<Json> => (await portal.owner.get(flow)).json;
  const [s0, t0] = [await read(source), await read(target)];
  for (const field of UPDATED[kind]) {
    const told = at(s0, field);
    const isOff = field === "settings.security.hipaaCompliance" && told !== true;
    const isIdle = field === "customWelcomeMessage" && s0.welcomeMessage !== "ai_custom";
    if (field === "name" || isEmpty(told) || isOff || isIdle) continue;
    expect([field, at(t0, field)]).toEqual([field, mapped(field, told)]);
  }
  const both = (body: Json, description: string): Json =>
    kind === "call_flow" && given.sameWebhook
      ? { ...body, webhooks: [...(body.webhooks ?? []), webhook(description)] }
      : body;
  await edit(source, both(given.sourceEdit, "The source's way"));
  await edit(target, both(given.targetEdit, "The target's way"));
  const [s1, t1] = [await read(source), await read(target)];
  const fields = Object.fromEntries(
    UPDATED[kind].map((field) => [`/${field.replaceAll(".", "/")}`, given.takesSource ? "source" : "target"]),
  );
  const preview = (await previewTransfer(portal.owner, ask)).json.items[0];
  const decided = Object.fromEntries(preview.conflicts.map((one: string) => [one, fields[one]]));
  const sent = async () => (await portal.sandbox.writes(to.tenant.workspaceId)).length;
  await transfer(portal.owner, {
    ...ask,
    choices: { ...ask.choices, items: [{ source: 0, target: 0, fields: decided }] },
  });
  const t2 = await read(target);
  for (const field of UPDATED[kind]) {
    const isLimit = /maxCallDuration|endCallOnSilence/.test(field) && isEmpty(at(t1, field));
    if (isLimit && [777, 7].includes(at(t2, field))) continue;
    const wanted = expected(field, [s0, t0, s1, t1], given.takesSource);
    expect([field, same(at(t2, field), wanted)], JSON.stringify([at(t2, field), wanted])).toEqual([
      field,
      true,
    ]);
  }
  const others = [...new Set([...leaves(t1), ...leaves(t2)])].filter(
    (one) => !MADE.test(one) && one !== "webhooks" && one !== "autopilot" && !UPDATED[kind].includes(one),
  );
  expect(others.filter((one) => !same(at(t1, one), at(t2, one)))).toEqual([]);
  const [hooks, before, after] = [s1.webhooks ?? [], t1.webhooks ?? [], t2.webhooks ?? []];
  for (const key of new Set<string>([...hooks, ...before, ...after].map(keyOf))) {
    const needs = hooks.some((one: Json) => keyOf(one) === key && one.headers.length > 0);
    const most = needs ? count(before, key) : Math.max(count(before, key), count(hooks, key));
    expect([key, count(after, key)]).toEqual([key, most]);
  }
  const flips = typeof s1.autopilot === "boolean" && typeof t1.autopilot === "boolean" && given.autopilot;
  expect(t2.autopilot).toBe(flips ? s1.autopilot : t1.autopilot);
  const sentBefore = await sent();
  const again = await transfer(portal.owner, ask);
  expect(again.items.map(({ state }: Json) => state)).toEqual([null]);
  expect(await sent()).toBe(sentBefore);
}

describe.each(EDITIONS)("a $kind of the $generation generation, with updates that $update", (edition) => {
  it(
    "is after a transfer the source in the target's terms, with its overrides kept and nothing else changed",
    async () => {
      await portal.sandbox.settings({ generation: edition.generation, update: edition.update });
      await fc.assert(
        fc.asyncProperty(cases(edition), (given) => check(edition, given)),
        RUNS,
      );
    },
    RUNS.interruptAfterTimeLimit + 60_000,
  );
});
