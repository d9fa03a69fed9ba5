import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { arbitraryCallFlowPatch, arbitraryMessageFlowPatch } from "@/tests/support/arbitrary-flows";
import { arbitraryJunk, type Junk } from "@/tests/support/arbitrary-junk";
import { etagIn, type MadeFlow, makeCallFlow, makeMessageFlow, patchFlow } from "@/tests/support/flow-steps";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import type { PortalAnswer } from "@/tests/support/portal-client";

/**
 * The one promise of the write path: after a write, the upstream's document differs from the one before only in the
 * paths that the event names, and has there what the event says. It is checked with random stored documents full of
 * junk, over the real write path. SURVIVAL_CASES sets the number of cases; a failure prints its seed.
 */
const CASES = Number(process.env.SURVIVAL_CASES ?? 100);
const EDITIONS = (["newer", "older"] as const).flatMap((generation) =>
  (["merge", "replace"] as const).flatMap((update) =>
    (["call", "message"] as const).map((kind) => ({ generation, update, kind })),
  ),
);
type Edition = (typeof EDITIONS)[number];
const RUNS = {
  numRuns: Math.ceil(CASES / EDITIONS.length),
  // A very busy machine checks fewer cases instead of exceeding the test's time limit.
  interruptAfterTimeLimit: Math.max(50_000, CASES * 250),
  ...(process.env.SURVIVAL_SEED ? { seed: Number(process.env.SURVIVAL_SEED) } : {}),
};
const TIME_LIMIT = RUNS.interruptAfterTimeLimit + 60_000;

// biome-ignore lint/suspicious/noExplicitAny: documents are plain JSON here, checked by comparing them.
type Json = any;

let portal: TestPortal;
let workspace: TestWorkspace;
beforeAll(async () => {
  // A busy machine must not turn a slow answer into a lost one.
  portal = await openPortal({ env: { UPSTREAM_TIMEOUT_MS: "20000" } });
  workspace = await portal.addWorkspace();
  const body = { defaultCallLimits: { maxCallDuration: 777, endCallOnSilence: 7 } };
  expect((await portal.owner.call("PATCH", workspace.path, { body })).status).toBe(200);
  await portal.sandbox.changeState(({ workspaces }) => {
    for (const row of workspaces) row.mayCreateGlobalFlows = true;
  });
});
afterAll(() => portal.close());

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The upstream spells the limits' object otherwise than the portal. */
const portalPath = (steps: string[]) =>
  steps
    .map((step) => `/${step.replaceAll("~", "~0").replaceAll("/", "~1")}`)
    .join("")
    .replace(/^\/settings\/callSetting(?=\/|$)/, "/settings/callSettings");

/** The paths at which two documents differ; a list counts as one value. */
function differing(before: unknown, after: unknown, at: string[] = []): string[] {
  if (isObject(before) && isObject(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) => differing(before[key], after[key], [...at, key]));
  }
  return isDeepStrictEqual(before, after) ? [] : [portalPath(at)];
}

function valueAt(document: Json, path: string): unknown {
  const stored = path.replace(/^\/settings\/callSettings(?=\/|$)/, "/settings/callSetting").slice(1);
  const steps = stored.split("/").map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  return steps.reduce((value, step) => (isObject(value) ? value[step] : undefined), document);
}

const isWithin = (path: string, others: string[]) =>
  others.some((other) => `${path}/`.startsWith(`${other}/`) || `${other}/`.startsWith(`${path}/`));

/** What every write moves, and what follows from a field that the write sets. */
function isUpstreamsOwn(path: string, named: string[]): boolean {
  if (["/updatedAt", "/__v"].includes(path)) return true;
  const ofPrompt = ["/gemini_prompt", "/promptVersions", "/currentPromptId"].includes(path);
  if (ofPrompt) return named.includes("/prompt");
  return path === "/recordingEnabled" && isWithin("/settings/security/hipaaCompliance", named);
}

/** What no answer of the edition shows: an upstream that replaces loses it, whatever is sent. */
function isHidden(path: string, { generation, update, kind }: Edition): boolean {
  if (update === "merge" || kind === "message") return false;
  return generation === "newer"
    ? /^\/settings\/(callSettings\/(maxCallDuration|endCallOnSilence)|responseSettings|knowledgeBaseFiles)(\/|$)/.test(
        path,
      )
    : /^\/settings\/callSettings\/(trilletVoiceGuard|reminderMessages)$/.test(path);
}

const isEmpty = (value: unknown) =>
  value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);

/** Whether a document has the value that an event names. Masks and digests are not compared. */
function holds(value: Json, told: Json): boolean {
  if (isObject(told) && (told.redacted === true || told.unread === true)) return true;
  return (isEmpty(value) && isEmpty(told)) || isDeepStrictEqual(value, told);
}

async function lastEvent(): Promise<Json> {
  return (await portal.owner.get(`${workspace.path}/audit-events?limit=1`)).json.items[0];
}

function leavesOf(value: unknown, at: string[] = []): string[] {
  if (!isObject(value)) return [portalPath(at)];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...at, key]));
}

/** What an update may change beside its patch: it always says the prompt type, and names `isGlobal` only where it is on. */
const TOLD = ["/promptType", "/isGlobal"];
const LIMITS = { maxCallDuration: 180, endCallOnSilence: 8 };
const LIMIT_PATHS = Object.keys(LIMITS).map((name) => `/settings/callSettings/${name}`);

/** Sends one write, and compares what it did with what its event says of it. */
async function writeAndCompare(
  flow: MadeFlow,
  edition: Edition,
  write: (etag: string) => Promise<PortalAnswer>,
  asked: string[] | null,
): Promise<string | null> {
  const read = await portal.owner.get(flow.path);
  expect(read.status, read.text).toBe(200);
  const before = await portal.sandbox.document(flow.id);
  const answer = await write(etagIn(read));
  const after = await portal.sandbox.document(flow.id);
  if (answer.status !== 200) {
    expect(answer.status, answer.text).toBe(422);
    expect(after).toEqual(before);
    return null;
  }
  const event = await lastEvent();
  expect(event.outcome).toBe("succeeded");
  const named: string[] = event.changes.map(({ path }: Json) => path);
  const changed = differing(before, after).filter((path) => !isUpstreamsOwn(path, named));
  const silent = changed.filter((path) => !isHidden(path, edition) && !isWithin(path, named));
  expect(silent, "changed, and in no event").toEqual([]);
  // A limit that the event names is the workspace's default, where the flow shows none.
  const allowed = [...(asked ?? named), ...TOLD, ...LIMIT_PATHS.filter((path) => named.includes(path))];
  const beside = changed.filter((path) => !isHidden(path, edition) && !isWithin(path, allowed));
  expect(beside, "changed, and nobody asked for it").toEqual([]);
  const wrong = event.changes.filter(
    ({ path, after: told }: Json) => path !== "/webhooks" && !holds(valueAt(after, path), told),
  );
  expect(wrong, "told otherwise than it is").toEqual([]);
  return etagIn(answer);
}

const restoreOf = (flow: MadeFlow, revision: number) => (etag: string) =>
  portal.owner.write("POST", `${flow.path}/restore`, { revision }, { "if-match": etag });

describe.each(EDITIONS)(
  "a $kind flow full of junk, at an upstream of the $generation generation whose updates $update",
  (edition) => {
    const { kind, generation } = edition;
    beforeAll(async () => {
      await portal.sandbox.settings({ generation, update: edition.update });
    });

    it(
      "keeps everything that the event of a write doesn't name",
      async () => {
        const patches =
          kind === "call"
            ? arbitraryCallFlowPatch(workspace.tenant, generation)
            : arbitraryMessageFlowPatch();
        let done = 0;
        const check = async (junk: Junk, patch: Json, back: boolean) => {
          await portal.sandbox.changeState((state) => {
            state.callFlows = [];
            state.messageFlows = [];
          });
          const make = kind === "call" ? makeCallFlow : makeMessageFlow;
          const flow = await make(portal.owner, workspace);
          // Set in the vendor's dashboard, where the newer generation's answers don't show them.
          if (kind === "call")
            await portal.sandbox.edit("call", flow.id, { settings: { callSetting: LIMITS } });
          await portal.sandbox.oddities(flow.id, junk);
          const change = (etag: string) => patchFlow(portal.owner, { ...flow, etag }, patch);
          const written = await writeAndCompare(flow, edition, change, leavesOf(patch));
          if (written !== null) done++;
          if (back) await writeAndCompare(flow, edition, restoreOf(flow, 2), null);
          else await writeAndCompare(flow, edition, restoreOf(flow, 1), null);
        };
        await fc.assert(fc.asyncProperty(arbitraryJunk(kind), patches, fc.boolean(), check), RUNS);
        // Refused writes keep everything too, so they alone would prove nothing.
        expect(done).toBeGreaterThan(0);
      },
      TIME_LIMIT,
    );
  },
);
