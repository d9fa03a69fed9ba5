import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  arbitraryCallFlow,
  arbitraryCallFlowPatch,
  arbitraryMessageFlow,
  arbitraryMessageFlowPatch,
} from "@/tests/support/arbitrary-flows";
import { etagIn, makeMessageFlow, patchFlow } from "@/tests/support/flow-steps";
import {
  createdCallFlow,
  createdMessageFlow,
  patchedDocument,
  patchedState,
  withoutUpstreamsOwn,
} from "@/tests/support/intended-flows";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";

/**
 * The promise of every editor: a created flow reads as it was meant, and a change changes only the fields that it names.
 * It is checked with random flows. A failure prints its seed and the smallest flow that shows it.
 */
const RUNS = {
  numRuns: 6,
  // A very busy machine checks fewer flows instead of exceeding the test's time limit.
  interruptAfterTimeLimit: 20_000,
};

type Body = Record<string, unknown>;
interface Edition {
  generation: "newer" | "older";
  update: "merge" | "replace";
}

let portal: TestPortal;
let workspace: TestWorkspace;
beforeAll(async () => {
  portal = await openPortal();
  workspace = await portal.addWorkspace();
  await portal.sandbox.changeState(({ workspaces }) => {
    for (const row of workspaces) row.mayCreateGlobalFlows = true;
  });
  // The first request of all loads the routes, which must not count as the first flow's time.
  await makeMessageFlow(portal.owner, workspace);
});
afterAll(() => portal.close());

/** Every stored flow goes over the wire when a test reads one, so old ones must not pile up. */
async function forgetFlows() {
  await portal.sandbox.changeState((state) => {
    state.callFlows = [];
    state.messageFlows = [];
  });
}

async function read(path: string) {
  const answer = await portal.owner.get(path);
  expect(answer.status, answer.text).toBe(200);
  return { document: answer.json, etag: etagIn(answer) };
}

async function create(segment: string, body: Body): Promise<string> {
  const path = `${workspace.path}/${segment}`;
  const answer = await portal.owner.write("POST", path, body);
  expect(answer.status, answer.text).toBe(201);
  return `${path}/${answer.json.id}`;
}

/** Patches a flow and checks all of it: the portal's answer, its next read, and the upstream's stored state. */
async function patchAndCheck(path: string, patch: Body, { generation }: Edition) {
  const before = await read(path);
  const id = before.document.id;
  const storedBefore = await portal.sandbox.stored(id);
  const answer = await patchFlow(portal.owner, { path, etag: before.etag }, patch);
  expect(answer.status, answer.text).toBe(200);
  const after = await read(path);
  const storedAfter = await portal.sandbox.stored(id);
  expect(withoutUpstreamsOwn(after.document)).toEqual(
    withoutUpstreamsOwn(patchedDocument(before.document, patch, generation)),
  );
  expect(withoutUpstreamsOwn(storedAfter)).toEqual(
    withoutUpstreamsOwn(patchedState(storedBefore, patch, generation)),
  );
  expect(after.etag).toBe(etagIn(answer));
}

const editions = (["newer", "older"] as const).flatMap((generation) =>
  (["merge", "replace"] as const).map((update): Edition => ({ generation, update })),
);

describe.each(editions)("an upstream of the $generation generation whose updates $update", (edition) => {
  beforeAll(async () => {
    await forgetFlows();
    await portal.sandbox.settings({ ...edition });
  });

  it("any call flow reads as it was created, and any change of it changes the fields that it names and nothing else", async () => {
    const { tenant } = workspace;
    const patches = fc.array(arbitraryCallFlowPatch(tenant, edition.generation), {
      minLength: 1,
      maxLength: 2,
    });
    await fc.assert(
      fc.asyncProperty(arbitraryCallFlow(tenant), patches, async (body, changes) => {
        const path = await create("call-flows", body);
        const { document } = await read(path);
        expect(withoutUpstreamsOwn(document)).toEqual(createdCallFlow(body, edition.generation));
        for (const change of changes) await patchAndCheck(path, change, edition);
      }),
      RUNS,
    );
  });

  it("any message flow reads as it was created, and any change of it changes the fields that it names and nothing else", async () => {
    const patches = fc.array(arbitraryMessageFlowPatch(), { minLength: 1, maxLength: 2 });
    await fc.assert(
      fc.asyncProperty(arbitraryMessageFlow(workspace.tenant), patches, async (body, changes) => {
        const path = await create("message-flows", body);
        const { document } = await read(path);
        expect(withoutUpstreamsOwn(document)).toEqual(createdMessageFlow(body));
        for (const change of changes) await patchAndCheck(path, change, edition);
      }),
      RUNS,
    );
  });
});
