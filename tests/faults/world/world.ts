import { randomBytes } from "node:crypto";
import { z } from "zod";
import { addPerson } from "@/tests/support/add-person";
import { HttpClient } from "@/tests/support/http-client";
import { OWNER } from "@/tests/support/start-portal";
import type { Lane } from "../processes/lane";
import type { Person, Workspace } from "./record";

/** The people of a portal, and the workspaces that a number of rounds use. */
export interface World {
  owner: Person;
  people: readonly [Person, ...Person[]];
  workspaces: readonly [Workspace, Workspace, Workspace];
}

const tenantAnswer = z.object({ workspaceId: z.string(), omniFlowAgentIds: z.array(z.string()) });
const workspaceAnswer = z.object({ slug: z.string() });
const NAMES = ["Maya", "Tom", "Ines"] as const;
const PASSWORD = "seven quiet harbours";

async function addWorkspace(lane: Lane, owner: Person, name: string): Promise<Workspace> {
  const apiKey = `tk_${randomBytes(16).toString("hex")}`;
  const tenant = await lane.sandbox.control("POST", "/tenants", tenantAnswer, { key: apiKey, name });
  const added = await owner.client.call("POST", "/api/workspaces", {
    body: { name, upstream: "sandbox", upstreamWorkspaceId: tenant.workspaceId, apiKey },
  });
  if (added.status !== 201) throw new Error(`adding ${name}: ${added.status} ${added.text}`);
  const { slug } = workspaceAnswer.parse(added.json);
  const [omniFlowAgentId = ""] = tenant.omniFlowAgentIds;
  return { slug, upstreamId: tenant.workspaceId, apiKey, omniFlowAgentId };
}

/** Fresh workspaces for some rounds: lists stay short, as a portal's are. People are members of all of them. */
async function addWorkspaces(
  lane: Lane,
  owner: Person,
  people: readonly Person[],
): Promise<World["workspaces"]> {
  const add = async (name: string) => {
    const workspace = await addWorkspace(lane, owner, `${name} ${randomBytes(3).toString("hex")}`);
    for (const { email } of people) {
      const path = `/api/workspaces/${workspace.slug}/members`;
      const bound = await owner.client.call("POST", path, { body: { email, role: "editor" } });
      if (bound.status !== 201) throw new Error(`binding ${email}: ${bound.status} ${bound.text}`);
    }
    return workspace;
  };
  return [await add("Harbour"), await add("Northwind"), await add("Lantern")];
}

async function signInOwner(lane: Lane): Promise<Person> {
  const client = new HttpClient(lane.url);
  await client.signIn(OWNER.email, OWNER.password);
  return { email: OWNER.email, client };
}

/** The first world of a portal. */
export async function openWorld(lane: Lane): Promise<World> {
  const owner = await signInOwner(lane);
  const { client } = owner;
  const join = async (name: string): Promise<Person> => {
    const email = `${name.toLowerCase()}@example.com`;
    return { email, client: await addPerson(client, { name, email, password: PASSWORD }, {}) };
  };
  const [first, second, third] = NAMES;
  const people: World["people"] = [await join(first), await join(second), await join(third)];
  return { owner, people, workspaces: await addWorkspaces(lane, owner, people) };
}

/** The same people in fresh workspaces. The owner signs in anew, since adding workspaces needs a fresh proof. */
export async function renewWorld(lane: Lane, { people }: World): Promise<World> {
  await lane.sandbox.tell("POST", "/reset");
  const owner = await signInOwner(lane);
  return { owner, people, workspaces: await addWorkspaces(lane, owner, people) };
}
