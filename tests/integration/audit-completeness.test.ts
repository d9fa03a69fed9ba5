import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { recordEvent } from "@/lib/audit/record-event";
import { workspaceRoute } from "@/lib/bff/route";
import { database } from "@/lib/db/client";
import { apiRoutes } from "@/scripts/openapi/api-routes";
import { type AuditScene, openAuditScene } from "@/tests/support/audit-scene";
import type { Handler, Route } from "@/tests/support/route-table";
import { auditedHandlers, silentHandlers } from "@/tests/support/silent-handlers";
import { VALID_CALLS } from "@/tests/support/valid-calls";

let scene: AuditScene;
beforeAll(async () => {
  scene = await openAuditScene();
});
afterAll(() => scene.portal.close());

const madeUp = (handler: unknown): Route[] => [
  { path: "/api/workspaces/[ws]/made-up", load: async () => ({ POST: handler as Handler }) },
];
const NAME = "POST /api/workspaces/[ws]/made-up";
const contract = {
  operationId: "makeUp",
  summary: "A handler that this test makes up",
  tag: "workspaces" as const,
  answer: { description: "Nothing.", schema: z.object({}) },
};
const calls = { [NAME]: () => ({ path: `${scene.workspace.path}/made-up` }) };

describe("every handler that changes or hands out something", () => {
  it("records an event, whether it is refused, fails or succeeds", async () => {
    expect(await silentHandlers(apiRoutes(), scene, VALID_CALLS)).toEqual([]);
  }, 180_000);

  it("is among those that are checked, and no line of the table is left over", async () => {
    const names = (await auditedHandlers(apiRoutes())).map(({ name }) => name);
    expect(names.length).toBeGreaterThan(25);
    expect(Object.keys(VALID_CALLS).filter((name) => !names.includes(name))).toEqual([]);
  });
});

describe("this very test catches a handler", () => {
  const action = "workspace.update";

  it("that succeeds in silence", async () => {
    const silent = workspaceRoute("workspace.update", {
      ...contract,
      action,
      handle: async () => ({ body: {} }),
    });
    expect(await silentHandlers(madeUp(silent), scene, calls)).toEqual([
      `${NAME} left no workspace.update in the workspace's log (answer 200; events: none)`,
    ]);
  });

  it("that goes its own way, past the route kit", async () => {
    const bare = Object.assign(async () => new Response(null, { status: 403 }), {
      declaration: { access: { workspace: "workspace.update" }, action, body: true },
    });
    const faults = await silentHandlers(madeUp(bare), scene, calls);
    expect(faults.map((fault) => fault.replace(/ left.*/, ""))).toEqual([
      `${NAME}, tried by a viewer,`,
      `${NAME}, tried by somebody who is no member,`,
      `${NAME}, called badly,`,
      `${NAME} refuses its valid call: 403 `,
    ]);
  });

  it("that names somebody else, or another role", async () => {
    const lying = workspaceRoute("workspace.update", {
      ...contract,
      action,
      handle: async ({ workspace, requester }) => {
        await recordEvent(database(), {
          workspaceId: workspace.id,
          ...requester,
          actor: { ...requester.actor, role: "owner" },
          action,
          outcome: "succeeded",
        });
        return { body: {} };
      },
    });
    const faults = await silentHandlers(madeUp(lying), scene, calls);
    expect(faults.join()).toContain('"role":"owner"');
  });

  it("that nobody has added to the table, and says what to add", async () => {
    const silent = workspaceRoute("workspace.update", {
      ...contract,
      action,
      handle: async () => ({ body: {} }),
    });
    expect((await silentHandlers(madeUp(silent), scene, {})).at(-1)).toBe(
      `${NAME} has no line in tests/support/valid-calls.ts: add one that says how it is called so that it succeeds`,
    );
  });
});
