import { randomUUID } from "node:crypto";
import { HttpClient } from "./http-client";

export interface Person {
  name: string;
  email: string;
  password: string;
}

export const MAYA: Person = {
  name: "Maya Lindqvist",
  email: "maya@example.com",
  password: "seven quiet harbours",
};
export const TOM: Person = {
  name: "Tom Okafor",
  email: "tom@example.com",
  password: "eleven copper kettles",
};

/** The same person under an address that nobody else has: people are known by it in the whole portal. */
export function withOwnAddress<Someone extends { email: string }>(person: Someone): Someone {
  return { ...person, email: person.email.replace("@", `-${randomUUID().slice(0, 8)}@`) };
}

/**
 * Invites a person, accepts the invitation in their place, and makes them a member of workspaces.
 * @param owner signed in as an owner who is an admin of these workspaces
 * @param memberships role by workspace slug
 * @returns a client that is signed in as the new person
 */
export async function addPerson(
  owner: HttpClient,
  person: Person,
  memberships: Record<string, string>,
): Promise<HttpClient> {
  const { name, email, password } = person;
  const invited = await owner.call<{ inviteUrl: string }>("POST", "/api/users", { body: { name, email } });
  if (invited.status !== 201) throw new Error(`inviting ${email}: ${invited.status} ${invited.text}`);
  const token = invited.json.inviteUrl.split("/").at(-1);
  const client = new HttpClient(owner.base);
  const accepted = await client.call("POST", "/api/invitations", { body: { token, password } });
  if (accepted.status >= 300) throw new Error(`accepting for ${email}: ${accepted.status} ${accepted.text}`);
  for (const [slug, role] of Object.entries(memberships)) {
    const added = await owner.call("POST", `/api/workspaces/${slug}/members`, { body: { email, role } });
    if (added.status !== 201) throw new Error(`binding ${email}: ${added.status} ${added.text}`);
  }
  return await client.signIn(email, password);
}
