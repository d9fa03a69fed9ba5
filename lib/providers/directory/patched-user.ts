import "server-only";
import { isObject, keptPart, tidyValue } from "./attributes";
import type { Comparison } from "./expressions";
import { mustBeWhole, type Operation, readPatch } from "./patch";
import { scimProblem } from "./scim-problem";

type Values = Record<string, unknown>;
const valuesIn = (value: unknown): Values => (isObject(value) ? value : {});

/** Each filter of a patch is compared with all of them. */
const MOST_ADDRESSES = 50;

/** Returns `name` after an operation on it, or on a part of it. */
function patchedName(present: Values, operation: Operation): unknown {
  const { op, part, value, where } = operation;
  if (where.length > 0) mustBeWhole(operation);
  if (part === null) return op === "add" ? { ...present, ...valuesIn(value) } : value;
  const kept = keptPart("name", part);
  return kept === null ? present : { ...present, [kept]: value };
}

/** The part of an address that a comparison is about. */
const comparedPart = ({ path }: Comparison) => path.slice("emails.".length);

/** Whether an address is what a filter says. The case of a text is no difference, and who is not called primary is not. */
function fits(address: unknown, where: readonly Comparison[]): boolean {
  const parts = valuesIn(address);
  return where.every((comparison) => {
    const part = parts[comparedPart(comparison)] ?? false;
    return String(part).toLowerCase() === String(comparison.value).toLowerCase();
  });
}

/** Returns addresses of which one that is new may be called primary: then no other is (RFC 7643, section 2.4). */
function withOnePrimary(present: readonly unknown[], next: readonly unknown[]): unknown[] {
  const isNew = (address: unknown) => valuesIn(address).primary === true && !present.includes(address);
  if (!next.some(isNew)) return [...next];
  return next.map((address) => (isNew(address) ? address : { ...valuesIn(address), primary: false }));
}

/** Returns the addresses after an operation on those that its filter fits. Where it fits none, one is added, as directories expect. */
function patchedSome(present: readonly unknown[], { op, part, where, value }: Operation): unknown[] {
  const isMeant = (address: unknown) => fits(address, where);
  if (op === "remove" && part === null) return present.filter((address) => !isMeant(address));
  const kept = part === null ? null : keptPart("emails", part);
  if (part !== null && kept === null) return [...present];
  const given = tidyValue("emails", kept === null ? value : { [kept]: value });
  const first = valuesIn(Array.isArray(given) ? given[0] : null);
  const change = { ...(kept === null ? {} : { [kept]: undefined }), ...first };
  if (present.some(isMeant))
    return present.map((address) => (isMeant(address) ? { ...valuesIn(address), ...change } : address));
  if (op === "remove") return [...present];
  const described = Object.fromEntries(where.map((one) => [comparedPart(one), one.value]));
  return [...present, { ...described, ...change }];
}

/** Returns `emails` after an operation. */
function patchedEmails(present: readonly unknown[], operation: Operation): unknown {
  const { op, part, where, value } = operation;
  if (part !== null || where.length > 0) return withOnePrimary(present, patchedSome(present, operation));
  if (op !== "add") return value;
  return Array.isArray(value) ? withOnePrimary(present, [...present, ...value]) : value;
}

function patchedValue(present: unknown, operation: Operation): unknown {
  const { attribute, value } = operation;
  if (attribute === "name") return patchedName(valuesIn(present), operation);
  if (attribute === "emails") return patchedEmails(Array.isArray(present) ? present : [], operation);
  mustBeWhole(operation);
  return value;
}

/**
 * Returns a person after a patch, as a directory would send them whole.
 *
 * @param person as the directory has them
 * @param body the request's
 * @throws Problem in the words of the standard
 */
export function patchedUser(person: Readonly<Values>, body: unknown): Values {
  const next: Values = { ...person };
  for (const sent of readPatch("User", body)) {
    const { attribute, op } = sent;
    const operation = op === "remove" ? { ...sent, value: undefined } : sent;
    next[attribute] = patchedValue(next[attribute], operation);
    const { emails } = next;
    if (Array.isArray(emails) && emails.length > MOST_ADDRESSES)
      throw scimProblem("invalidValue", `emails: may have at most ${MOST_ADDRESSES} addresses`);
  }
  return next;
}
