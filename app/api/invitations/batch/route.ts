import { z } from "zod";
import { admittedItems } from "@/app/api/_shared/admitted-people";
import { ownerRoute } from "@/lib/bff/route";
import { admitPeople } from "@/lib/identity/admission/admit-people";
import { findRights } from "@/lib/identity/admission/named-rights";
import { ROLE_NAMES } from "@/lib/identity/roles";
import { PERSON_NAME } from "@/lib/identity/rules";
import { admittedAnswer } from "@/lib/openapi/answers/access-answers";
import { nameFromAddress } from "@/lib/text/address-list";
import { emailSchema, textSchema } from "@/lib/text/text-schema";

const role = z.enum(ROLE_NAMES);

/** More than anybody invites by hand; a list of more is imported as CSV. */
const MOST_PEOPLE = 200;

const batch = z.strictObject({
  people: z
    .array(z.strictObject({ email: z.string().max(1_000), name: z.string().max(1_000).optional() }))
    .min(1, "Give an e-mail address")
    .max(MOST_PEOPLE, `may name at most ${MOST_PEOPLE} people. Import a list instead`),
  roles: z
    .array(z.strictObject({ workspace: z.string().max(100), role }))
    .max(1_000)
    .default([]),
  groups: z
    .array(z.strictObject({ group: z.uuid(), role }))
    .max(1_000)
    .default([]),
  owner: z.boolean().default(false),
});

type Entry = z.output<typeof batch>["people"][number];

/** An address and a name as they are stored; a text that says why they can't be. */
function readEntry({ email, name }: Entry): { email: string; name: string } | string {
  const address = emailSchema.safeParse(email);
  if (!address.success) return "is not an e-mail address";
  const known = textSchema(PERSON_NAME).safeParse(name ?? nameFromAddress(address.data));
  return known.success
    ? { email: address.data, name: known.data }
    : "The name has no letters, or more than 80";
}

export const POST = ownerRoute({
  operationId: "invitePeople",
  summary:
    "Invite people at once, with roles in workspaces and groups. Those who are here already get the roles that they lack",
  tag: "people",
  action: "user.invite",
  fresh: true,
  attempted: ({ owner }) => ({ action: "user.invite", ...(owner ? { detail: { owner } } : {}) }),
  body: batch,
  answer: {
    description: "What became of each address; those that are none come last. Links are shown this once.",
    schema: admittedAnswer,
  },
  problems: ["conflict"],
  handle: async ({ request, body, requester }) => {
    const rights = await findRights(body);
    const entries = body.people.map((entry) => ({ entry, read: readEntry(entry) }));
    const fit = entries.flatMap(({ read }) => (typeof read === "string" ? [] : [read]));
    const once = [...new Map(fit.map((person) => [person.email, person])).values()];
    const wanted = once.map((person) => ({ ...person, owner: body.owner, ...rights }));
    const items = admittedItems(request, await admitPeople(wanted, requester));
    const refused = entries.flatMap(({ entry, read }) =>
      typeof read === "string" ? [refusedItem(entry, read)] : [],
    );
    return { body: { items: [...items, ...refused] } };
  },
});

function refusedItem({ email, name }: Entry, reason: string) {
  return {
    email,
    name: name ?? email,
    outcome: "refused" as const,
    owner: false,
    reason,
    roles: [],
    id: null,
    inviteUrl: null,
    mailedTo: null,
  };
}
