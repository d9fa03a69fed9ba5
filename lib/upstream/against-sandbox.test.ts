import { afterEach, describe, expect, it } from "vitest";
import { diffFlows } from "@/lib/flows/diff/diff-flows";
import { applyFlowPatch, patchPaths } from "@/lib/flows/requests/apply-patch";
import { type CallFlowPatch, createCallFlowSchema } from "@/lib/flows/requests/call-flow-requests";
import { createMessageFlowSchema } from "@/lib/flows/requests/message-flow-requests";
import { type RunningSandbox, startSandbox } from "@/sandbox/start";
import { TEST_KEY, testConnection } from "@/tests/support/test-upstream";
import { isCompleteAnswer } from "./answer-completeness";
import { createCallFlowWire, updateCallFlowWire } from "./call-flow-wire";
import { checkConnection } from "./check-connection";
import { judgeWrite, matchesCreatedFlow } from "./judge-write";
import { listFlows } from "./list-flows";
import { createMessageFlowWire, updateMessageFlowWire } from "./message-flow-wire";
import { normaliseFlow } from "./normalise-flow";
import { listAgents } from "./pickers";
import { readFlow } from "./read-flow";
import { writeFlow } from "./request";

/** The sandbox's demo workspace with flows of both kinds. */
const NORTHWIND = "6764d172953253138a3a7002";
const generations = ["older", "newer"] as const;
const modes = ["merge", "replace"] as const;
const editions = generations.flatMap((generation) => modes.map((update) => ({ generation, update })));

let sandbox: RunningSandbox | null = null;

afterEach(async () => {
  await sandbox?.close();
  sandbox = null;
});

async function connectTo(edition: (typeof editions)[number]) {
  sandbox = await startSandbox({
    ...edition,
    port: 0,
    controlPort: 0,
    requestsPerMinute: 0,
    demoKeys: [TEST_KEY],
  });
  return testConnection(sandbox.url, { workspaceId: NORTHWIND });
}

describe.each(editions)(
  "against a stand-in of the $generation generation whose updates $update",
  (edition) => {
    it("a change of one field of a call flow leaves every other field as it was", async () => {
      const connection = await connectTo(edition);
      expect(await checkConnection(connection)).toEqual({ ok: true });
      const { items } = await listFlows(connection, "call_flow");
      expect(items.length).toBeGreaterThan(0);
      for (const { id } of items) {
        const before = await readFlow(connection, "call_flow", id);
        const patch: CallFlowPatch = { description: "Changed once" };
        const answer = await writeFlow(connection, updateCallFlowWire(before.flow, patch), () => true);
        const after = await readFlow(connection, "call_flow", id, before.flow);
        const paths = diffFlows(before.flow, after.flow).map((change) => change.path);
        expect(
          paths.filter((path) => !path.startsWith("/settings/callSettings/") && path !== "/promptType"),
        ).toEqual(["/description"]);
        if (isCompleteAnswer(answer.json, before.raw)) {
          expect(
            diffFlows(after.flow, normaliseFlow("call_flow", answer.json, connection, before.flow)),
          ).toEqual([]);
        }
      }
    });

    it("an added webhook is added once, and the write is judged as applied from a fresh reading", async () => {
      const connection = await connectTo(edition);
      const [first] = (await listFlows(connection, "call_flow")).items;
      const base = (await readFlow(connection, "call_flow", first?.id ?? "")).flow;
      const patch: CallFlowPatch = {
        webhooks: [
          {
            name: "New",
            url: "https://x.test/new",
            headers: { "X-Token": "secret" },
            variables: [{ name: "v" }],
          },
        ],
        settings: { callSettings: { maxCallDuration: 777 } },
      };
      const expected = applyFlowPatch("call_flow", base, patch);
      const judge = async () => {
        const { flow } = await readFlow(connection, "call_flow", base.id);
        return judgeWrite({
          base,
          latest: base,
          expected,
          actual: flow,
          patchPaths: patchPaths(patch),
          rivals: [],
        });
      };
      expect(await judge()).toBe("not_applied");
      await writeFlow(connection, updateCallFlowWire(base, patch), () => true);
      expect(await judge()).toBe("applied");
    });

    it("autopilot of a message flow ends up as wanted, alone and along with other fields", async () => {
      const connection = await connectTo(edition);
      for (const { id } of (await listFlows(connection, "message_flow")).items) {
        for (const patch of [
          { autopilot: true },
          { autopilot: false, description: "D" },
          { autopilot: false },
        ]) {
          const { flow } = await readFlow(connection, "message_flow", id);
          const wire = updateMessageFlowWire(flow, patch);
          if (wire !== null) await writeFlow(connection, wire, () => true);
          const after = (await readFlow(connection, "message_flow", id, flow)).flow;
          expect(after).toMatchObject(patch);
          expect(diffFlows(flow, after).every(({ path }) => patchPaths(patch).includes(path))).toBe(true);
        }
      }
    });

    it("new flows of both kinds come back as requested", async () => {
      const connection = await connectTo(edition);
      const call = createCallFlowSchema.parse({
        name: "Made here",
        direction: "outbound",
        prompt: "Be kind.",
        settings: { callSettings: { reminderMessages: ["Still there?"] } },
      });
      const madeCall = normaliseFlow(
        "call_flow",
        (await writeFlow(connection, createCallFlowWire(call), () => true)).json,
        connection,
      );
      expect(matchesCreatedFlow(call, (await readFlow(connection, "call_flow", madeCall.id)).flow)).toBe(
        true,
      );
      const agent = (await listAgents(connection, "omni")).items[0]?.id;
      const workingHours = {
        enabled: true,
        start: "09:00",
        end: "17:00",
        timezone: "UTC",
        outOfHoursMessage: "Closed",
      };
      const message = createMessageFlowSchema.parse({
        name: "Made here",
        direction: "inbound",
        agent,
        initiationMessage: "Hi",
        prompt: "P",
        messageChannel: "SMS",
        settings: { responseSettings: { delay: 3, workingHours } },
      });
      const { json } = await writeFlow(connection, createMessageFlowWire(message), () => true);
      const made = normaliseFlow("message_flow", json, connection);
      expect(made).toMatchObject({
        autopilot: false,
        settings: { responseSettings: { delay: 3, workingHours } },
      });
      expect(matchesCreatedFlow(message, made)).toBe(true);
    });
  },
);
