import "server-only";
import { z } from "zod";
import type { TextRule } from "@/lib/text/text-rule";
import { emailSchema, textSchema } from "@/lib/text/text-schema";
import { scimProblem } from "./scim-problem";

/** The kinds of things that a directory keeps up to date. */
export type ResourceKind = "User" | "Group";

export const SCHEMA_OF: Record<ResourceKind, string> = {
  User: "urn:ietf:params:scim:schemas:core:2.0:User",
  Group: "urn:ietf:params:scim:schemas:core:2.0:Group",
};

/** The attributes that are kept, in the spelling of RFC 7643. Their case is no difference in what directories send. */
export const KEPT: Record<ResourceKind, readonly string[]> = {
  User: ["schemas", "id", "externalId", "meta", "userName", "name", "displayName", "active", "emails"],
  Group: ["schemas", "id", "externalId", "meta", "displayName", "members"],
};

/**
 * The further attributes of the standard, with those of its extension for enterprises. Directories send them by default, so they are
 * passed over and no fault.
 */
const PASSED_OVER = new Set(
  `nickname profileurl title usertype preferredlanguage locale timezone password phonenumbers ims photos addresses groups
  entitlements roles x509certificates employeenumber costcenter organization division department manager`.split(
    /\s+/,
  ),
);

/** The parts that are kept of attributes that have some. Their case is no difference either. */
const PARTS: Record<string, readonly string[]> = {
  name: ["givenName", "familyName", "formatted"],
  emails: ["value", "type", "primary"],
  members: ["value"],
};

const sameName = (one: string) => (other: string) => one.toLowerCase() === other.toLowerCase();

/**
 * Returns the spelling of an attribute by which it is kept; null for one that is passed over.
 * @throws Problem for a name that the standard does not know either
 */
export function keptName(kind: ResourceKind, name: string): string | null {
  const known = KEPT[kind].find(sameName(name));
  if (known) return known;
  if (name.includes(":") || PASSED_OVER.has(name.toLowerCase())) return null;
  throw scimProblem("invalidPath", `There is no attribute ${name.slice(0, 100)}`);
}

/** Returns the spelling of an attribute's part; null for one that is not kept. */
export function keptPart(attribute: string, part: string): string | null {
  return PARTS[attribute]?.find(sameName(part)) ?? null;
}

/** Whether a value of JSON is an object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a boolean was meant: Microsoft Entra ID sends "False", unless one sets a flag in its address. */
const asBoolean = (value: unknown) =>
  typeof value === "string" && /^(true|false)$/i.test(value) ? value.toLowerCase() === "true" : value;

/** Returns the parts of a value that are kept, without those that are null. */
function tidyParts(attribute: string, value: Record<string, unknown>): Record<string, unknown> {
  const parts = Object.entries(value).flatMap(([name, part]) => {
    const kept = keptPart(attribute, name);
    return kept === null || part === null
      ? []
      : [[kept, kept === "primary" ? asBoolean(part) : part] as const];
  });
  return Object.fromEntries(parts);
}

/** Returns an attribute's value as the standard has it, where directories are known to send it otherwise. */
export function tidyValue(name: string, value: unknown): unknown {
  if (name === "active") return asBoolean(value);
  if (!(name in PARTS)) return value;
  if (name === "name") return isObject(value) ? tidyParts(name, value) : value;
  const items = Array.isArray(value) ? value : isObject(value) ? [value] : null;
  return items?.map((item) => (isObject(item) ? tidyParts(name, item) : item)) ?? value;
}

/**
 * Returns a resource with the attributes that are kept, in their spelling, and without those that are null: RFC 7643 (section 2.5) makes no
 * difference between null and absent.
 */
export function tidyResource(kind: ResourceKind, body: Record<string, unknown>): Record<string, unknown> {
  const parts = Object.entries(body).flatMap(([name, value]) => {
    const kept = KEPT[kind].find(sameName(name));
    return kept === undefined || value === null ? [] : [[kept, tidyValue(kept, value)] as const];
  });
  return Object.fromEntries(parts);
}

const rule = (longest: number): TextRule => ({
  shortest: 1,
  longest,
  tooShort: "must not be empty",
  tooLong: `may have at most ${longest} characters`,
});
const NAME_RULE = rule(200);

/** An empty text is none: directories send one for what they have no value of. */
const optionalName = z
  .union([z.literal(""), textSchema(NAME_RULE)])
  .nullish()
  .transform((text) => text || null);

const address = z.object({ value: z.string().optional(), primary: z.boolean().optional() });

/** A person as a directory sends them, after `tidyResource`. */
const userSchema = z
  .object({
    userName: textSchema(NAME_RULE, "is missing"),
    externalId: optionalName,
    name: z.object({ givenName: optionalName, familyName: optionalName, formatted: optionalName }).nullish(),
    displayName: optionalName,
    active: z.boolean("must be true or false").optional(),
    emails: z.array(address).default([]),
  })
  .transform(({ emails, name, active = null, ...rest }, context) => {
    const stated = emails.filter(({ value }) => value);
    const chosen = stated.find(({ primary }) => primary) ?? stated[0];
    const email = emailSchema.safeParse(chosen?.value ?? rest.userName);
    if (email.success) {
      const { givenName = null, familyName = null, formatted = null } = name ?? {};
      return { ...rest, givenName, familyName, formatted, active, email: email.data };
    }
    const path = chosen ? ["emails"] : ["userName"];
    context.addIssue({
      code: "custom",
      path,
      message: "must be an e-mail address, or come with one in emails",
    });
    return z.NEVER;
  });

const groupSchema = z.object({
  displayName: textSchema(NAME_RULE, "is missing"),
  externalId: optionalName,
  members: z
    .array(z.object({ value: z.uuid("must be the id of a person here").toLowerCase() }))
    .default([])
    .transform((all) => [...new Set(all.map(({ value }) => value))]),
});

/** A person as a directory has them. What it does not say of somebody is null. */
export type GivenUser = z.output<typeof userSchema>;
export type GivenGroup = z.output<typeof groupSchema>;

/** @throws Problem with `invalidValue` and the first fault, naming the attribute */
function read<S extends z.ZodType>(
  schema: S,
  kind: ResourceKind,
  body: Record<string, unknown>,
): z.output<S> {
  const result = schema.safeParse(tidyResource(kind, body));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw scimProblem("invalidValue", `${issue?.path.join(".") || "The body"}: ${issue?.message}`);
}

/** Reads a person from a body, or from what a patch made. */
export function readGivenUser(body: Record<string, unknown>): GivenUser {
  return read(userSchema, "User", body);
}

/** Reads a group, each of whose members counts once. */
export function readGivenGroup(body: Record<string, unknown>): GivenGroup {
  return read(groupSchema, "Group", body);
}
