import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { planReplacement } from "@/lib/flows/replace/replace-in-flow";
import { replacementSchema } from "@/lib/flows/replace/replacement-schema";
import { isStorable } from "@/lib/json/json-value";
import { lastRevision } from "@/lib/mirror/revisions";
import { exampleCallFlow } from "@/tests/support/call-flow-example";
import { smallCallFlow, smallMessageFlow } from "@/tests/support/flow-bodies";
import { etagIn, makeCallFlow, makeMessageFlow } from "@/tests/support/flow-steps";
import { exampleMessageFlow } from "@/tests/support/message-flow-example";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import type { PortalClient } from "@/tests/support/portal-client";
import { statementsOf, writes } from "@/tests/support/statement-log";
import { storeFlow, storeListedFlow } from "@/tests/support/stored-flows";

let portal: TestPortal;
let workspace: TestWorkspace;
let editor: PortalClient;

beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());
beforeEach(async () => {
  workspace = await portal.addWorkspace();
  editor = await portal.addPerson("Eve Editor", [[workspace, "editor"]]);
});

interface Hit {
  id: string;
  path: string;
  match: string;
  replacement: string;
}
interface Preview {
  items: {
    workspace: string;
    kind: string;
    id: string;
    name: string;
    etag: string;
    hits: Hit[];
    fixed: { path: string; why: string }[];
    refused: string | null;
    busy: boolean;
    drift: boolean;
  }[];
  nextCursor: string | null;
  searched: number | null;
  total: { flows: number; unread: number } | null;
}

const previewBy = (by: PortalClient, body: Record<string, unknown>) =>
  by.call("POST", "/api/replacements/preview", { body: { replace: "seven", ...body } });

async function preview(body: Record<string, unknown>, by = editor): Promise<Preview> {
  const answer = await previewBy(by, body);
  if (answer.status !== 200) throw new Error(`no preview: ${answer.status} ${answer.text}`);
  return answer.json;
}

/** All pages of a preview. */
async function previewAll(body: Record<string, unknown>, by = editor): Promise<Preview["items"]> {
  const items: Preview["items"] = [];
  for (let cursor: string | null = null; ; ) {
    const page: Preview = await preview({ ...body, cursor }, by);
    items.push(...page.items);
    cursor = page.nextCursor;
    if (cursor === null) return items;
  }
}

const make = (name: string, more: Record<string, unknown> = {}) =>
  makeCallFlow(portal.owner, workspace, smallCallFlow(name, more));

describe("a preview", () => {
  it("shows every hit of flows of both kinds, with the state that it is of", async () => {
    const call = await make("Front desk", { prompt: "We are open until six.\nUntil Six!" });
    await make("Night line", { prompt: "Closed." });
    const message = await makeMessageFlow(
      portal.owner,
      workspace,
      smallMessageFlow(workspace, "Replies", {
        description: "Says until six",
        prompt: "We close at six",
      }),
    );
    const { items, total, nextCursor, searched } = await preview({ find: "until six", wholeWord: true });
    expect(items).toMatchObject([
      {
        workspace: workspace.slug,
        kind: "call_flow",
        id: call.id,
        name: "Front desk",
        etag: etagIn(await editor.get(call.path)),
        hits: [
          { path: "/prompt", line: 1, before: "We are open ", match: "until six", replacement: "seven" },
          { path: "/prompt", line: 2, match: "Until Six" },
        ],
        refused: null,
        busy: false,
        drift: false,
      },
      { kind: "message_flow", id: message.id, hits: [{ path: "/description" }], fixed: [] },
    ]);
    expect({ total, nextCursor, searched }).toEqual({
      total: { flows: 3, unread: 0 },
      nextCursor: null,
      searched: null,
    });
    // Without a whole word in it, every flow is looked through.
    expect((await preview({ find: "ntil" })).searched).toBe(3);
    expect((await preview({ find: "at six" })).items).toMatchObject([
      {
        id: message.id,
        hits: [],
        fixed: [{ path: "/prompt", why: expect.stringContaining("can't change") }],
      },
    ]);
  });

  it("goes by kind, state, field and workspace", async () => {
    const active = await make("Active six", { prompt: "six" });
    const inactive = await make("Inactive", { prompt: "six", isActive: false });
    const ids = async (body: Record<string, unknown>) =>
      (await preview({ find: "six", ...body })).items.map(({ id }) => id);
    expect(await ids({})).toEqual([active.id, inactive.id]);
    expect(await ids({ active: true })).toEqual([active.id]);
    expect(await ids({ active: false })).toEqual([inactive.id]);
    expect(await ids({ fields: ["/name"] })).toEqual([active.id]);
    expect(await ids({ kinds: ["message_flow"] })).toEqual([]);
    expect(await ids({ workspaces: [workspace.slug] })).toEqual([active.id, inactive.id]);
  });

  it("counts the flows that nobody has read, whose texts it can't know", async () => {
    await storeListedFlow(workspace.id, "listed", "Listed at six");
    expect(await preview({ find: "six" })).toMatchObject({ items: [], total: { flows: 1, unread: 1 } });
  });

  it("names a flow whose change is under way", async () => {
    const { id } = await make("Busy", { prompt: "six" });
    const change = await database().change.findFirstOrThrow({ where: { flowUpstreamId: id } });
    await database().change.update({ where: { id: change.id }, data: { state: "pending" } });
    expect((await preview({ find: "six" })).items).toMatchObject([{ busy: true }]);
    await database().change.update({ where: { id: change.id }, data: { state: "succeeded" } });
  });

  it.each([
    [{ find: "(a", regex: true }, "/find", "missing closing )"],
    [{ find: "a(?!b)", regex: true }, "/find", "It can't be read"],
    [{ find: "" }, "/find", "Say what to find"],
    [{ find: "a", regex: true, replace: "$1" }, "/replace", "names no group"],
    [{ find: "a", fields: ["/webhooks/*/name"] }, "/fields/0", ""],
    [{ find: "a", cursor: "x" }, "/cursor", "nextCursor"],
  ])("of %j is refused at %s", async (body, path, message) => {
    const answer = await previewBy(editor, body);
    expect([answer.status, answer.json.code]).toEqual([422, "invalid_body"]);
    expect(answer.json.errors).toContainEqual({ path, message: expect.stringContaining(message) });
  });

  it("of a hostile pattern ends at once, with the reason", async () => {
    const text = `${"abaab".repeat(30_000)}c`;
    await storeFlow(workspace.id, exampleCallFlow({ id: "long", prompt: text }));
    const started = performance.now();
    const answer = await previewBy(editor, { find: "a.{900}cz?", regex: true });
    expect(answer.json.errors).toMatchObject([
      { path: "/find", message: expect.stringContaining("takes too long") },
    ]);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

describe("across workspaces", () => {
  it("only those count in which the caller may change flows, and no other is known", async () => {
    const other = await portal.addWorkspace();
    const secret = await makeCallFlow(portal.owner, other, smallCallFlow("Secret", { prompt: "six" }));
    const mine = await make("Mine", { prompt: "six" });
    const viewer = await portal.addPerson("Vera", [
      [workspace, "editor"],
      [other, "viewer"],
    ]);
    for (const by of [editor, viewer]) {
      const { items, total } = await preview({ find: "six" }, by);
      expect(items.map(({ id }) => id)).toEqual([mine.id]);
      expect(total).toEqual({ flows: 1, unread: 0 });
      for (const hidden of [other.slug, other.id, "no-such-workspace"]) {
        const answer = await previewBy(by, { find: "six", workspaces: [workspace.slug, hidden] });
        expect([answer.status, answer.json.code]).toEqual([404, "not_found"]);
      }
    }
    const both = await portal.addPerson("Ada", [
      [workspace, "editor"],
      [other, "admin"],
    ]);
    expect((await preview({ find: "six" }, both)).items.map(({ id }) => id).sort()).toEqual(
      [mine.id, secret.id].sort(),
    );
  });

  it("takes the same few statements for any number of workspaces and flows, and none that writes", async () => {
    const others = [];
    for (let n = 0; n < 3; n++) others.push(await portal.addWorkspace());
    const lead = await portal.addPerson("Olivia", [
      [workspace, "editor"],
      ...others.map((other): [TestWorkspace, "editor"] => [other, "editor"]),
    ]);
    await make("One", { prompt: "until six" });
    await preview({ find: "until six" });
    const few = await statementsOf(() => preview({ find: "until six" }));
    for (const { id: workspaceId } of [workspace, ...others]) {
      for (let n = 0; n < 5; n++) {
        await storeFlow(workspaceId, exampleCallFlow({ id: `f${n}`, name: `F${n}`, prompt: "until six" }));
      }
    }
    await preview({ find: "until six" }, lead);
    const many = await statementsOf(async () => {
      expect((await preview({ find: "until six" }, lead)).items).toHaveLength(21);
    });
    expect(many).toHaveLength(few.length);
    expect(many.length).toBeLessThanOrEqual(4);
    expect(many.filter(writes)).toEqual([]);
  });

  it("pages show every flow once, whatever is behind a page", async () => {
    const stored = [];
    for (let n = 0; n < 260; n++) {
      const id = `p${String(n).padStart(3, "0")}`;
      stored.push(id);
      await storeFlow(
        workspace.id,
        n % 3 === 0
          ? exampleMessageFlow({ id, name: `M${n % 7}`, description: "until six" })
          : exampleCallFlow({ id, name: `C${n % 7}`, prompt: n % 5 === 0 ? "no" : "until six" }),
      );
    }
    const expected = stored.filter((_, n) => n % 3 === 0 || n % 5 !== 0);
    for (const find of ["until six", "ntil si"]) {
      expect((await previewAll({ find })).map(({ id }) => id).sort()).toEqual(expected);
    }
    const regex = await previewAll({ find: "until s.x", regex: true });
    expect(regex.map(({ id }) => id).sort()).toEqual(expected);
  });
});

it("the words of a flow never hide a hit: what is found by them is what is found by reading all", async () => {
  const parts = [
    "open",
    "until",
    "Six",
    "sixteen",
    "café",
    "cafe\u0301",
    "Straße",
    "ΣΟΦΟΣ",
    "漢字",
    "555-0134",
    "x_y",
    "😀",
    "{{name}}",
  ];
  const texts = Array.from({ length: 40 }, (_, n) =>
    Array.from({ length: 6 }, (__, at) => parts[(n * 7 + at * 5 + (n % 3) * at) % parts.length]).join(
      [" ", ", ", ""][n % 3],
    ),
  );
  for (const [n, prompt] of texts.entries()) {
    await storeFlow(workspace.id, exampleCallFlow({ id: `w${n}`, name: `W${n}`, prompt }));
  }
  const pieces = texts
    .flatMap((text) => [text.slice(2, 9), text.slice(5, 17), text.slice(0, 4)])
    // Half a character can't be stored, and so can't be sent.
    .filter((piece) => piece !== "" && isStorable(piece));
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...pieces),
      fc.boolean(),
      fc.boolean(),
      async (find, wholeWord, matchCase) => {
        const body = { find, wholeWord, matchCase, fields: ["/prompt"], replace: "\u0001" };
        const found = (await previewAll(body)).map(({ id }) => id).sort();
        const expected = [];
        for (const [n] of texts.entries()) {
          const last = await lastRevision(workspace.id, "call_flow", `w${n}`);
          const wanted = replacementSchema.parse({
            find,
            replace: "\u0001",
            wholeWord,
            matchCase,
            fields: ["/prompt"],
          });
          if (last && planReplacement(last.stored, wanted, null).patch) expected.push(`w${n}`);
        }
        expect(found).toEqual(expected.sort());
      },
    ),
    { numRuns: 25 },
  );
});

describe("the request of one flow", () => {
  const requestOf = (path: string, body: Record<string, unknown>) =>
    editor.call("POST", `${path}/replacement/preview`, { body });

  it("is the one that would be sent, without the hits that are left out", async () => {
    const flow = await make("Front desk", { prompt: "Six, six and six" });
    const [item] = (await preview({ find: "six" })).items;
    const replacement = { find: "six", replace: "seven" };
    const hits = [item?.hits[1]?.id];
    const answer = await requestOf(flow.path, { replacement, ifMatch: item?.etag, hits });
    expect(answer.json.request.body.prompt).toBe("seven, six and seven");
    expect(answer.json.changes).toMatchObject([{ path: "/prompt", after: "seven, six and seven" }]);
    const none = await requestOf(flow.path, {
      replacement,
      ifMatch: item?.etag,
      hits: item?.hits.map(({ id }) => id),
    });
    expect(none.json).toMatchObject({ request: null, changes: [] });
  });

  it("is refused for another state, for hits that it doesn't have, and for a flow that nobody has read", async () => {
    const flow = await make("Front desk", { prompt: "Six" });
    const replacement = { find: "six", replace: "seven" };
    const ifMatch = etagIn(await editor.get(flow.path));
    const codes = async (path: string, body: Record<string, unknown>) => {
      const { status, json } = await requestOf(path, { replacement, ifMatch, hits: null, ...body });
      return [status, json.code];
    };
    expect(await codes(flow.path, { ifMatch: '"other"' })).toEqual([412, "stale"]);
    expect(await codes(flow.path, { hits: ["/prompt:5-8"] })).toEqual([422, "invalid_body"]);
    expect(await codes(`${workspace.path}/call-flows/unknown`, {})).toEqual([404, "not_found"]);
  });
});
