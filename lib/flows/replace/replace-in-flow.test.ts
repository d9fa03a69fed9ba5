import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maskFlowSecrets } from "@/lib/flows/diff/secret-values";
import { REPLACED_FIELDS } from "@/lib/flows/fields/replaced-texts";
import type { FlowKind, StoredFlow } from "@/lib/flows/model/flow";
import { applyFlowPatch, toNormalWebhook } from "@/lib/flows/requests/apply-patch";
import { isJsonObject } from "@/lib/json/json-value";
import { exampleCallFlow } from "@/tests/support/call-flow-example";
import { exampleMessageFlow } from "@/tests/support/message-flow-example";
import { findHits, MOST_HITS } from "./find-hits";
import { readPattern } from "./pattern";
import { planReplacement } from "./replace-in-flow";
import { type Replacement, replacementSchema } from "./replacement-schema";
import { UnfitReplacement } from "./search-time";

const wanted = (changes: Partial<Replacement>): Replacement => ({
  find: "six",
  replace: "seven",
  regex: false,
  wholeWord: false,
  matchCase: false,
  fields: null,
  ...changes,
});

const stored = (flow: Parameters<typeof maskFlowSecrets>[0]) => maskFlowSecrets(flow, () => "digest");
const callFlow = (changes: Parameters<typeof exampleCallFlow>[0]) => stored(exampleCallFlow(changes));

const hitsIn = (flow: StoredFlow, replacement: Replacement) =>
  findHits(flow, readPattern(replacement), replacement.fields);

/** A text of letters that patterns below match often, with what must stay. */
const text = fc.string({
  unit: fc.constantFrom("a", "b", "A", " ", "\n", "é", "😀", "x", "."),
  maxLength: 25,
});
const filled = text.map((some) => `x${some}`);

const example = exampleCallFlow();
const callFlows = fc
  .record({
    name: filled,
    description: fc.option(text),
    prompt: fc.option(text),
    welcome: fc.option(text),
    reminders: fc.option(fc.array(text, { maxLength: 3 })),
    variables: fc.array(fc.array(fc.record({ key: text, value: text }), { maxLength: 2 }), { maxLength: 2 }),
    transfers: fc.option(
      fc.array(fc.oneof(text, fc.record({ id: text, to: text, deep: fc.array(text, { maxLength: 2 }) })), {
        maxLength: 2,
      }),
    ),
    outOfHours: fc.option(text),
    node: text,
    webhook: filled,
    location: fc.option(text),
    secret: text,
  })
  .map((some) =>
    callFlow({
      name: some.name,
      description: some.description,
      prompt: some.prompt,
      customWelcomeMessage: some.welcome,
      dynamicVariableCollections: some.variables.map((variables, at) => ({
        id: `c${at}`,
        name: "xa",
        variables,
        isDefault: at === 0,
      })),
      flowData: { nodes: [{ id: "a", data: some.node }], edges: [] },
      webhooks: [
        toNormalWebhook({
          name: some.webhook,
          url: "https://a.test/a",
          headers: { A: some.secret },
          body: "a",
        }),
      ],
      settings: {
        ...example.settings,
        customWelcomeMessage: some.welcome,
        customerLocation: some.location,
        transfers: some.transfers,
        callSettings: { ...example.settings.callSettings, reminderMessages: some.reminders },
        responseSettings: {
          ...example.settings.responseSettings,
          workingHours: {
            ...example.settings.responseSettings.workingHours,
            outOfHoursMessage: some.outOfHours,
          },
        },
      },
    }),
  );

const messageFlows = fc
  .record({ description: fc.option(text), subject: text, signature: text, prompt: filled, name: filled })
  .map(({ description, subject, signature, prompt, name }) => {
    const flow = exampleMessageFlow({ description, prompt, name });
    flow.settings.emailSettings = { subjectLine: subject, signature };
    return stored(flow);
  });

const pattern = fc.record({
  find: fc.constantFrom("a", "ab", "b", "é", " ", "."),
  replace: fc.constantFrom("", "zz", "a", "$1", "😀\n"),
  regex: fc.constant(false),
  wholeWord: fc.boolean(),
  matchCase: fc.boolean(),
});
const regex = fc.record({
  find: fc.constantFrom("a+", "(a|b)(b)?", "[^x]", "(?i)a.", "^a", "a$"),
  replace: fc.constantFrom("", "z$&z", "\n"),
  regex: fc.constant(true),
  wholeWord: fc.boolean(),
  matchCase: fc.boolean(),
});
const fields = fc.option(fc.subarray([...REPLACED_FIELDS], { minLength: 1 }));

/** All texts of a value by their paths: written here once more, so that nothing of the product decides what is compared. */
function textsOf(value: unknown, path = ""): [string, string][] {
  if (typeof value === "string") return [[path, value]];
  if (Array.isArray(value)) return value.flatMap((item, at) => textsOf(item, `${path}/${at}`));
  return isJsonObject(value)
    ? Object.entries(value).flatMap(([key, inner]) => textsOf(inner, `${path}/${key}`))
    : [];
}

/** The second copy of the welcome text follows the first one, as with every update. */
const COPIES: Record<string, string> = { "/settings/customWelcomeMessage": "/customWelcomeMessage" };

describe("exactly the chosen hits change", () => {
  it.each([
    ["call_flow", callFlows],
    ["message_flow", messageFlows],
  ] as const)("in a %s, whatever the texts, the pattern and the choice", (kind: FlowKind, flows) => {
    let changed = 0;
    fc.assert(
      fc.property(
        flows,
        fc.oneof(pattern, regex),
        fields,
        fc.infiniteStream(fc.boolean()),
        (flow: StoredFlow, options, only, choices) => {
          const replacement = { ...options, fields: only };
          const { hits } = hitsIn(flow, replacement);
          const leftOut = hits.filter(() => choices.next().value).map(({ id }) => id);
          const chosen = hits.filter(({ id }) => !leftOut.includes(id));
          // By hand: from the last hit to the first, each where it was shown.
          const expected = new Map(textsOf(flow));
          for (const { path, start, end, match, replacement: instead } of [...chosen].reverse()) {
            const before = expected.get(path) ?? "";
            expect(before.slice(start, end)).toBe(match);
            expected.set(path, before.slice(0, start) + instead + before.slice(end));
          }
          for (const [copy, of] of Object.entries(COPIES)) {
            if (chosen.some(({ path }) => path === of)) expected.set(copy, expected.get(of) ?? "");
          }
          if (expected.get("/name")?.trim() === "") return;
          const { patch } = planReplacement(flow, replacement, leftOut);
          expect(patch === null).toBe(chosen.length === 0);
          const after = patch === null ? flow : applyFlowPatch(kind, flow, patch);
          expect(Object.fromEntries(textsOf(after))).toEqual(Object.fromEntries(expected));
          if (patch !== null) changed++;
        },
      ),
      { numRuns: 200 },
    );
    // A test in which nothing is ever found would say nothing.
    expect(changed).toBeGreaterThan(20);
  });
});

describe("what is found and can't be replaced", () => {
  const webhook = toNormalWebhook({ name: "Ask at six", url: "https://six.test/", body: "six" });

  it("is named with the reason: what no update sets", () => {
    const flow = callFlow({
      webhooks: [webhook],
      flowData: { nodes: [{ id: "six", say: "at six" }], edges: [] },
    });
    const { hits, fixed } = hitsIn(flow, wanted({}));
    expect(hits).toEqual([]);
    expect(fixed.map(({ path, why }) => [path, why])).toEqual([
      ["/webhooks/0/name", "Trillet can't change it once the flow exists"],
      ["/webhooks/0/url", "Trillet can't change it once the flow exists"],
      ["/flowData/nodes/0/say", "Trillet can't change it once the flow exists"],
    ]);
  });

  it("is the prompt of a message flow, and not its signature", () => {
    const flow = exampleMessageFlow({ prompt: "Until six", name: "Six" });
    flow.settings.emailSettings.signature = "open until six";
    const { hits, fixed } = hitsIn(flow, wanted({}));
    expect(hits.map(({ path }) => path)).toEqual(["/settings/emailSettings/signature"]);
    expect(fixed.map(({ path }) => path)).toEqual(["/name", "/prompt"]);
  });

  it("is a list with something in it that has no place here: it would be lost with the list", () => {
    const flow = callFlow({
      dynamicVariableCollections: [
        { id: "c", name: "Hours", variables: [{ key: "till", value: "six" }], isDefault: true },
      ],
      kept: [{ path: "/dynamicVariableCollections/0/colour", value: "red" }],
    });
    expect(hitsIn(flow, wanted({}))).toMatchObject({
      hits: [],
      fixed: [{ path: "/dynamicVariableCollections/0/variables/0/value" }],
    });
  });
});

it("reads no secret, neither of a header nor of a transfer", () => {
  const flow = callFlow({
    webhooks: [
      toNormalWebhook({ name: "W", url: "https://u:six@x.test/", headers: { Token: "six" }, body: "six" }),
    ],
    settings: { ...example.settings, transfers: [{ apiKey: "six", to: "https://x.test/?token=six" }] },
  });
  expect(hitsIn(flow, wanted({}))).toMatchObject({ hits: [], fixed: [] });
});

it("shows a hit with its line and what is around it", () => {
  const { hits } = hitsIn(
    callFlow({ prompt: "Hello.\nWe are open until six.\nBye" }),
    wanted({ find: "until six" }),
  );
  expect(hits).toMatchObject([
    {
      path: "/prompt",
      line: 2,
      before: "Hello. We are open ",
      match: "until six",
      after: ". Bye",
      replacement: "seven",
    },
  ]);
});

describe("a replacement of one flow is refused", () => {
  function faults(flow: StoredFlow, replacement: Replacement, leftOut: string[] | null = null) {
    try {
      planReplacement(flow, replacement, leftOut);
      return [];
    } catch (error) {
      return error instanceof UnfitReplacement ? error.errors : [error];
    }
  }

  it("with more hits than anybody looks through", () => {
    const flow = callFlow({ prompt: "six ".repeat(MOST_HITS + 1) });
    expect(hitsIn(flow, wanted({}))).toMatchObject({ tooMany: true });
    expect(faults(flow, wanted({}))).toMatchObject([{ path: "/find" }]);
  });

  it("for a hit that the flow doesn't have, as after an edit", () => {
    expect(faults(callFlow({ prompt: "at six" }), wanted({}), ["/prompt:0-3"])).toMatchObject([
      { path: "/hits" },
    ]);
  });

  it("when a name would be blank", () => {
    expect(faults(callFlow({ name: "Six" }), wanted({ replace: " " }))).toMatchObject([{ path: "/name" }]);
  });
});

it("what is wrong with a pattern is an error at it", () => {
  const { error } = replacementSchema.safeParse({ find: "(a", replace: "", regex: true });
  expect(error?.issues).toMatchObject([
    { path: ["find"], message: expect.stringContaining("missing closing )") },
  ]);
  const { error: other } = replacementSchema.safeParse({ find: "a", replace: "$1", regex: true });
  expect(other?.issues).toMatchObject([{ path: ["replace"] }]);
});
