import { SYSTEM_ACTOR } from "@/lib/audit/event";
import { newDirectory, newProvider } from "./new-provider";
import type { Prepare } from "./valid-calls";

const bySystem = { actor: SYSTEM_ACTOR, request: null };
const actor = { name: "Acme (directory)", email: null, role: null };
const PATH = "/api/scim/v2";

let people = 0;

async function directory() {
  const { client, domain, providerId } = await newDirectory(bySystem);
  const userName = `person-${++people}@${domain}`;
  const add = async (segment: string, body: object) =>
    (await client.call("POST", `${PATH}/${segment}`, { body })).json.id as string;
  return { by: { client, actor }, userName, add, providerId };
}

/** What a directory does, and what owners do with it. */
export const VALID_DIRECTORY_CALLS: Record<string, Prepare> = {
  "POST /api/sign-in-providers/[id]/directory": async () => ({
    path: `/api/sign-in-providers/${(await newProvider()).id}/directory`,
  }),
  "DELETE /api/sign-in-providers/[id]/directory": async () => ({
    path: `/api/sign-in-providers/${(await directory()).providerId}/directory`,
  }),
  [`POST ${PATH}/Users`]: async () => {
    const { by, userName } = await directory();
    return { path: `${PATH}/Users`, body: { userName }, by };
  },
  [`PUT ${PATH}/Users/[id]`]: async () => {
    const { by, userName, add } = await directory();
    const path = `${PATH}/Users/${await add("Users", { userName })}`;
    return { path, body: { userName, displayName: "Renamed" }, by, action: "user.update" };
  },
  [`PATCH ${PATH}/Users/[id]`]: async () => {
    const { by, userName, add } = await directory();
    const path = `${PATH}/Users/${await add("Users", { userName })}`;
    const body = { Operations: [{ op: "replace", path: "active", value: false }] };
    return { path, body, by, action: "user.disable" };
  },
  [`DELETE ${PATH}/Users/[id]`]: async () => {
    const { by, userName, add } = await directory();
    return { path: `${PATH}/Users/${await add("Users", { userName })}`, by };
  },
  [`POST ${PATH}/Groups`]: async () => ({
    path: `${PATH}/Groups`,
    body: { displayName: "Support" },
    by: (await directory()).by,
  }),
  [`PUT ${PATH}/Groups/[id]`]: async () => {
    const { by, add } = await directory();
    const path = `${PATH}/Groups/${await add("Groups", { displayName: "Support" })}`;
    return { path, body: { displayName: "Renamed" }, by };
  },
  [`PATCH ${PATH}/Groups/[id]`]: async () => {
    const { by, add, userName } = await directory();
    const member = await add("Users", { userName });
    const path = `${PATH}/Groups/${await add("Groups", { displayName: "Support" })}`;
    return { path, body: { Operations: [{ op: "add", path: "members", value: [{ value: member }] }] }, by };
  },
  [`DELETE ${PATH}/Groups/[id]`]: async () => {
    const { by, add } = await directory();
    return { path: `${PATH}/Groups/${await add("Groups", { displayName: "Support" })}`, by };
  },
};
