import { afterAll, beforeAll, expect, it } from "vitest";
import { makeCallFlow } from "@/tests/support/flow-steps";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import { PortalClient } from "@/tests/support/portal-client";
import { statementsOf } from "@/tests/support/statement-log";

/** What happened in all of somebody's workspaces. */
let portal: TestPortal;
let mine: TestWorkspace[];
let foreign: TestWorkspace;
let lead: PortalClient & { email: string };
let colleague: PortalClient & { email: string };

interface Event {
  id: string;
  workspaceId: string;
  action: string;
  target: { type: string } | null;
  actor: { id: string | null };
}

const activity = async (
  client: PortalClient,
  query = "",
): Promise<{ items: Event[]; nextCursor: string | null }> => {
  const answer = await client.get(`/api/activity?${query}`);
  expect(answer.status, answer.text).toBe(200);
  return answer.json;
};

beforeAll(async () => {
  portal = await openPortal();
  mine = [await portal.addWorkspace(), await portal.addWorkspace()];
  foreign = await portal.addWorkspace();
  const [one, two] = mine as [TestWorkspace, TestWorkspace];
  lead = await portal.addPerson("Lena Lead", [
    [one, "admin"],
    [two, "viewer"],
  ]);
  colleague = await portal.addPerson(
    "Cora Colleague",
    [one, two, foreign].map((workspace) => [workspace, "editor"]),
  );
  for (const workspace of [one, foreign, two, one, two]) await makeCallFlow(colleague, workspace);
});
afterAll(() => portal.close());

it("it has the events of all one's workspaces, the newest first, and of no other", async () => {
  const { items } = await activity(lead, "action=call_flow.create");
  const [one, two] = mine as [TestWorkspace, TestWorkspace];
  expect(items.map(({ workspaceId }) => workspaceId)).toEqual([two.id, one.id, two.id, one.id]);
});

it("it has in each workspace what one's role there may see", async () => {
  const { items } = await activity(lead, "limit=200");
  const [one, two] = mine as [TestWorkspace, TestWorkspace];
  const types = (workspace: TestWorkspace) =>
    new Set(
      items.filter(({ workspaceId }) => workspaceId === workspace.id).map(({ target }) => target?.type),
    );
  expect(types(one)).toEqual(new Set(["call_flow", "workspace"]));
  expect([...types(two)]).toEqual(["call_flow"]);
});

it("its pages join without a gap and without an event twice", async () => {
  const whole = (await activity(lead, "limit=200")).items.map(({ id }) => id);
  const joined: string[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const page: Awaited<ReturnType<typeof activity>> = await activity(
      lead,
      `limit=2${cursor && `&cursor=${cursor}`}`,
    );
    joined.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  expect(joined).toEqual(whole);
  expect(whole.length).toBeGreaterThan(4);
});

it("it is filtered by person, kind of act, time and workspace", async () => {
  const by = await activity(lead, `actor=${colleague.userId}`);
  expect(by.items).toHaveLength(4);
  expect((await activity(lead, `actor=${colleague.userId}&workspace=${mine[1]?.slug}`)).items).toHaveLength(
    2,
  );
  expect((await activity(lead, `actor=${colleague.userId}&to=2020-01-01`)).items).toEqual([]);
  expect((await activity(lead, `workspace=${foreign.slug}`)).items).toEqual([]);
});

it("it refuses a cursor that is none, and words, which are searched in one log", async () => {
  for (const query of ["cursor=1", "cursor=x", "q=prompt", "field=/prompt"])
    expect((await lead.get(`/api/activity?${query}`)).json.code).toBe("invalid_query");
});

it("a token sees what its own role may see, in its own workspaces", async () => {
  const body = {
    ...{ name: "T", workspaces: [mine[0]?.slug], role: "viewer" },
    expiresAt: new Date(Date.now() + 60_000).toISOString(),
  };
  const { json } = await lead.call("POST", "/api/tokens", { body });
  const { items } = await activity(new PortalClient().withToken(json.token), "limit=200");
  expect(new Set(items.map(({ workspaceId }) => workspaceId))).toEqual(new Set([mine[0]?.id]));
  expect(new Set(items.map(({ target }) => target?.type))).toEqual(new Set(["call_flow"]));
});

it("it costs two statements, however many workspaces they are", async () => {
  await activity(portal.owner);
  expect(await statementsOf(async () => void (await activity(portal.owner)))).toHaveLength(2);
});
