import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { database, type Transaction } from "@/lib/db/client";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import { waitingForLock } from "@/tests/support/waiting-for-lock";

describe("the value before in an event is the one that the change replaced", () => {
  let portal: TestPortal;
  let workspace: TestWorkspace;

  beforeAll(async () => {
    portal = await openPortal();
    workspace = await portal.addWorkspace();
  });
  afterAll(() => portal.close());

  /** Sends a change while another one has not committed yet. */
  async function overtaken(other: (tx: Transaction) => Promise<unknown>, path: string, body: unknown) {
    const { answer } = await database().$transaction(async (tx) => {
      await other(tx);
      const answer = portal.owner.call("PATCH", path, { body });
      await waitingForLock();
      return { answer };
    });
    expect((await answer).status).toBeLessThan(300);
  }

  const newest = async (path: string) =>
    (await portal.owner.get(`${path}/audit-events?limit=1`)).json.items[0];

  it("of a role", async () => {
    const person = await portal.addPerson("Rita", [[workspace, "viewer"]]);
    const where = { workspaceId: workspace.id, userId: person.userId ?? "" };
    await overtaken(
      (tx) => tx.binding.updateMany({ where, data: { role: "auditor" } }),
      `${workspace.path}/members/${person.userId}`,
      { role: "editor" },
    );
    expect((await newest(workspace.path)).changes).toEqual([
      { path: "/role", before: "auditor", after: "editor" },
    ]);
  });

  it("of a workspace's name", async () => {
    const { id } = workspace;
    await overtaken(
      (tx) => tx.workspace.update({ where: { id }, data: { name: "Second name" } }),
      workspace.path,
      { name: "Third name" },
    );
    expect((await newest(workspace.path)).changes).toEqual([
      { path: "/name", before: "Second name", after: "Third name" },
    ]);
  });

  it("of a person's name", async () => {
    const id = (await portal.addPerson("Nora", [])).userId ?? "";
    await overtaken(
      (tx) => tx.user.update({ where: { id }, data: { name: "Nora B." } }),
      `/api/users/${id}`,
      { name: "Nora C." },
    );
    expect((await newest("/api")).changes).toEqual([{ path: "/name", before: "Nora B.", after: "Nora C." }]);
  });
});
