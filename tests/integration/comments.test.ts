import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { removeOrphanedComments } from "@/lib/comments/remove-orphans";
import { database } from "@/lib/db/client";
import { removeOldNotices } from "@/lib/notices/tidy-notices";
import { eventsOf, makeCallFlow } from "@/tests/support/flow-steps";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import type { PortalClient } from "@/tests/support/portal-client";

type Person = PortalClient & { email: string };

let portal: TestPortal;
let workspace: TestWorkspace;
let editor: Person;
let viewer: Person;
let outsider: Person;
/** Where the comments of an event about a flow are, and those of one about a member. */
let onFlow: string;
let onMember: string;

beforeAll(async () => {
  portal = await openPortal();
  outsider = await portal.addPerson("Olga Outsider");
});
afterAll(() => portal.close());
beforeEach(async () => {
  workspace = await portal.addWorkspace();
  editor = await portal.addPerson("Edith Editor", [[workspace, "editor"]]);
  viewer = await portal.addPerson("Vera Viewer", [[workspace, "viewer"]]);
  await makeCallFlow(editor, workspace);
  const added = await portal.addPerson("Nils New");
  await portal.owner.call("POST", `${workspace.path}/members`, {
    body: { email: added.email, role: "viewer" },
  });
  const events = await eventsOf(portal.owner, workspace);
  const commentsOf = (action: string) =>
    `${workspace.path}/audit-events/${events.find((event) => event.action === action).id}/comments`;
  onFlow = commentsOf("call_flow.create");
  onMember = commentsOf("binding.add");
});

const write = (person: PortalClient, text: string, path = onFlow) =>
  person.call("POST", path, { body: { text } });
const noticesOf = async (person: PortalClient) => (await person.get("/api/me/notices")).json.items;

describe("a comment", () => {
  it("is read by everybody who may read the event, as it was typed", async () => {
    const text = "Why <b>this</b>?\nSecond line";
    expect((await write(viewer, text)).status).toBe(201);
    const { items } = (await editor.get(onFlow)).json;
    expect(items).toMatchObject([
      { author: { name: "Vera Viewer" }, isOwn: false, editedAt: null, parts: [{ text }], typed: text },
    ]);
    expect((await viewer.get(onFlow)).json.items[0].isOwn).toBe(true);
  });

  it("is no part of the log: it says that there was one, and not what was said", async () => {
    const { json } = await write(viewer, "Nobody's business");
    const log = await portal.owner.get(`${workspace.path}/audit-events`);
    expect(log.text).not.toContain("business");
    expect(log.json.items[0]).toMatchObject({ action: "comment.add", target: { id: json.id, name: null } });
    expect(await database().auditEvent.count({ where: { payload: { contains: "business" } } })).toBe(0);
  });

  it("on an event that somebody may not read does not exist for them", async () => {
    expect((await write(portal.owner, "About a member", onMember)).status).toBe(201);
    for (const [person, path] of [
      [viewer, onMember],
      [outsider, onFlow],
    ] as const) {
      expect((await person.get(path)).status).toBe(404);
      expect((await write(person, "Me too", path)).status).toBe(404);
    }
  });

  it("is changed and removed by its author alone", async () => {
    const { json } = await write(viewer, "First");
    const path = `${workspace.path}/comments/${json.id}`;
    for (const other of [editor, portal.owner, outsider]) {
      expect((await other.call("PATCH", path, { body: { text: "Theirs" } })).status).toBe(404);
      expect((await other.call("DELETE", path)).status).toBe(404);
    }
    expect((await viewer.call("PATCH", path, { body: { text: "Second" } })).json).toMatchObject({
      typed: "Second",
      editedAt: expect.any(String),
    });
    expect((await viewer.call("DELETE", path)).status).toBe(204);
    expect((await editor.get(onFlow)).json.items).toEqual([]);
  });

  it("may not be empty, or longer than a page", async () => {
    for (const text of ["", " \n ", "x".repeat(4001)]) expect((await write(viewer, text)).status).toBe(422);
  });
});

describe("a mention", () => {
  it("is a notice for the mentioned, once, and leads to the event", async () => {
    const { json } = await write(viewer, "Please look, @edith editor, and @Edith Editor again");
    expect(json.parts).toContainEqual({ mention: { id: editor.userId, name: "Edith Editor" } });
    const notices = await noticesOf(editor);
    expect(notices).toMatchObject([
      { kind: "mention", sentence: expect.stringMatching(/^Vera Viewer mentioned you in a comment in /) },
    ]);
    expect(notices[0].path).toBe(`/${workspace.slug}/audit/${json.eventId}#comments`);
    await viewer.call("PATCH", `${workspace.path}/comments/${json.id}`, { body: { text: "@Edith Editor!" } });
    expect(await noticesOf(editor)).toHaveLength(1);
    expect(await noticesOf(viewer)).toEqual([]);
  });

  it("of somebody who may not read the event is only text", async () => {
    expect((await write(portal.owner, "@Vera Viewer @Olga Outsider", onMember)).json.parts).toEqual([
      { text: "@Vera Viewer @Olga Outsider" },
    ]);
    expect([await noticesOf(viewer), await noticesOf(outsider)]).toEqual([[], []]);
    const { people } = (await portal.owner.get(onMember)).json;
    expect(people.map(({ name }: { name: string }) => name)).not.toContain("Vera Viewer");
  });

  it("is gone with its comment", async () => {
    const { json } = await write(viewer, "@Edith Editor");
    await viewer.call("DELETE", `${workspace.path}/comments/${json.id}`);
    expect(await noticesOf(editor)).toEqual([]);
  });

  it("shows a pseudonym once the person has left", async () => {
    await write(viewer, "@Edith Editor");
    await database().user.update({ where: { id: editor.userId ?? "" }, data: { name: "Person 12ab" } });
    expect((await viewer.get(onFlow)).json.items[0].parts).toEqual([
      { mention: { id: editor.userId, name: "Person 12ab" } },
    ]);
    await database().user.update({ where: { id: editor.userId ?? "" }, data: { name: "Edith Editor" } });
  });
});

describe("the upkeep", () => {
  it("removes comments whose event is gone, and no other", async () => {
    const { json } = await write(viewer, "Stays");
    await database().eventComment.create({
      data: {
        ...{ id: randomUUID(), workspaceId: workspace.id, eventId: randomUUID() },
        ...{ authorId: viewer.userId ?? "", parts: [{ text: "Goes" }] },
      },
    });
    await removeOrphanedComments();
    const left = await database().eventComment.findMany({ where: { workspaceId: workspace.id } });
    expect(left.map(({ id }) => id)).toEqual([json.id]);
  });

  it("removes old notices of happenings, and none of an account", async () => {
    await write(viewer, "@Edith Editor");
    const userId = editor.userId ?? "";
    await database().personNotice.create({
      data: { id: randomUUID(), userId, kind: "password_link", detail: { by: null } },
    });
    await removeOldNotices(new Date(Date.now() + 91 * 86_400_000));
    expect((await noticesOf(editor)).map(({ kind }: { kind: string }) => kind)).toEqual(["password_link"]);
  });
});
