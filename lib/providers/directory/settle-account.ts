import "server-only";
import type { ActedBy } from "@/lib/audit/event";
import type { Transaction } from "@/lib/db/client";
import type { User } from "@/lib/db/generated/client";
import { changeUserWithin, type UserChange } from "@/lib/identity/change-user";
import { lockOwners } from "@/lib/identity/last-owner";
import { leaveNotice } from "@/lib/identity/notices";
import { PERSON_NAME } from "@/lib/identity/rules";
import { Problem } from "@/lib/problems/problem";
import { domainOf } from "@/lib/text/email-address";
import { textSchema } from "@/lib/text/text-schema";
import { domainStanding } from "../domains";
import type { GivenUser } from "./attributes";
import type { Directory } from "./connection";
import { scimProblem } from "./scim-problem";

const nameSchema = textSchema(PERSON_NAME);

/** Returns the name of an account by what a directory says; null where that is no name. */
export function accountName({ displayName, formatted, givenName, familyName }: GivenUser): string | null {
  const parts = [givenName, familyName].filter((part) => part !== null).join(" ");
  const names = [displayName, formatted, parts].map((name) => nameSchema.safeParse(name).data);
  return names.find((name) => name !== undefined) ?? null;
}

/**
 * Returns what of an account would change for it to be what its directory says. Whom a person disabled, a directory does not let in
 * again.
 */
export function changeOf(directoryId: string, user: User, given: GivenUser): UserChange {
  const name = accountName(given) ?? user.name;
  const { email, active } = given;
  const isActive = user.disabledAt === null;
  const mayLetIn = user.disabledById === directoryId;
  return {
    ...(name === user.name ? {} : { name }),
    ...(email === user.email ? {} : { email }),
    ...(active === null || active === isActive || (active && !mayLetIn) ? {} : { disabled: !active }),
  };
}

/** Whether a change does nothing but lock somebody out, or not even that. */
export function onlyLocksOut({ disabled, ...others }: UserChange): boolean {
  return disabled !== false && Object.keys(others).length === 0;
}

/** @throws Problem with `invalidValue` for an address of a domain for which a directory does not speak */
export async function mustBeOwn(
  tx: Transaction,
  { id, providerName }: Directory,
  email: string,
): Promise<void> {
  const domain = domainOf(email);
  const standing = await domainStanding(tx, id, domain);
  if (standing === "own") return;
  const why =
    standing === "foreign"
      ? `the domain ${domain} belongs to another identity provider`
      : `the domain ${domain} is not proven for ${providerName}. Add and prove it on the page of the identity provider`;
  throw scimProblem("invalidValue", `emails: ${why}`);
}

/**
 * Returns the part of a change that a directory may make, by the domain that the account has now. Who leaves is locked out also while a
 * domain's proof is lost, though not once another provider has the domain.
 * @throws Problem with `invalidValue`
 */
async function permitted(
  tx: Transaction,
  directory: Directory,
  user: User,
  change: UserChange,
): Promise<UserChange> {
  const standing = await domainStanding(tx, directory.id, domainOf(user.email));
  if (standing === "unproven" && change.disabled === true) return { disabled: true };
  await mustBeOwn(tx, directory, user.email);
  return change;
}

const REFUSALS = {
  not_found: "This person has left",
  has_left: "This person has left: name and address are a pseudonym, for good",
  oneself: "Nobody can disable themselves",
  last_owner: "This is the last owner who can sign in. Make somebody else an owner first",
  last_break_glass:
    "Nobody else could sign in if an identity provider fails. Name another break-glass owner first",
};

/** @throws Problem `conflict` for an owner's address, or one that is somebody else's */
async function prepareAddress(
  tx: Transaction,
  directory: Directory,
  user: User,
  email: string,
  { request }: ActedBy,
): Promise<void> {
  if (user.isOwner) throw new Problem("conflict", "The address of an owner is not changed by a directory");
  await mustBeOwn(tx, directory, email);
  if ((await tx.user.count({ where: { email } })) > 0)
    throw scimProblem("uniqueness", "Somebody else has this address here");
  await leaveNotice(
    tx,
    user.id,
    { kind: "address_changed", detail: { by: directory.providerName } },
    request,
  );
}

/**
 * Makes an account what its directory says: name, address, and whether it may be used. Nothing is locked where it is so already, since
 * directories send again what they have sent before.
 *
 * @throws Problem `conflict` where nobody could manage the portal any more, or the address is somebody else's
 */
export async function settleAccount(
  tx: Transaction,
  directory: Directory,
  userId: string,
  given: GivenUser,
  by: ActedBy,
): Promise<void> {
  const readState = async () => {
    const user = await tx.user.findUniqueOrThrow({ where: { id: userId } });
    return { user, asked: changeOf(directory.id, user, given) };
  };
  if (Object.keys((await readState()).asked).length === 0) return;
  // Read again once they are locked: an owner may have disabled them, or made them an owner, at this very moment.
  await lockOwners(tx, userId);
  const { user, asked } = await readState();
  if (Object.keys(asked).length === 0) return;
  const change = await permitted(tx, directory, user, asked);
  if (change.email !== undefined) await prepareAddress(tx, directory, user, change.email, by);
  const result = await changeUserWithin(tx, userId, change, by, directory.id);
  if (result !== "changed") throw new Problem("conflict", REFUSALS[result]);
}

/**
 * Locks out somebody whom their directory removes. One whose domain another provider has by now goes on: that one keeps them.
 * @throws Problem `conflict` where nobody could manage the portal any more
 */
export async function lockOutRemoved(
  tx: Transaction,
  directory: Directory,
  userId: string,
  by: ActedBy,
): Promise<void> {
  const user = await tx.user.findUniqueOrThrow({ where: { id: userId } });
  if (user.disabledAt !== null) return;
  if ((await domainStanding(tx, directory.id, domainOf(user.email))) === "foreign") return;
  const result = await changeUserWithin(tx, userId, { disabled: true }, by, directory.id);
  if (result !== "changed") throw new Problem("conflict", REFUSALS[result]);
}
