import "server-only";
import { z } from "zod";
import { normaliseEmail } from "@/lib/text/email-address";
import { UUID } from "@/lib/text/ids";
import { type Comparison, plainPath } from "./expressions";
import { scimProblem } from "./scim-problem";

/** Most directories ask for 100. */
export const MOST_RESULTS = 200;
/** The database counts no further. */
const LAST_INDEX = 2 ** 31 - 1;

/** What a directory asks for (RFC 7644, section 3.4.2). */
export const resourceQuery = z.object({
  filter: z.string().max(2000).optional(),
  startIndex: z.coerce.number().int().catch(1).default(1),
  count: z.coerce.number().int().catch(MOST_RESULTS).default(MOST_RESULTS),
  attributes: z.string().max(2000).optional(),
  excludedAttributes: z.string().max(2000).optional(),
  sortBy: z.string().max(200).optional(),
  sortOrder: z.string().max(20).optional(),
});
export type ResourceQuery = z.output<typeof resourceQuery>;

/** The places of a page. RFC 7644 (section 3.4.2.4): less than 1 is 1, and less than 0 is 0. */
export function pageOfQuery({ startIndex, count }: ResourceQuery) {
  return {
    skip: Math.min(Math.max(startIndex, 1), LAST_INDEX) - 1,
    take: Math.min(Math.max(count, 0), MOST_RESULTS),
  };
}

/** What a comparison asks of the rows of one kind. Null: nothing can fit. */
type Condition<Where> = (value: string) => Where | null;

/**
 * Returns the conditions of a filter for rows; null where nothing can fit.
 * @param known the paths by which rows can be found
 * @throws Problem with `invalidFilter` for another path
 */
export function conditionsOf<Where>(
  given: readonly Comparison[],
  known: Record<string, Condition<Where>>,
): Where[] | null {
  const all = given.map(({ path, value }) => {
    const condition = Object.entries(known).find(([name]) => name.toLowerCase() === path)?.[1];
    if (!condition) throw scimProblem("invalidFilter", `Filters know ${Object.keys(known).join(", ")}`);
    return condition(String(value));
  });
  return all.includes(null) ? null : all.filter((one) => one !== null);
}

/** A comparison by our own id: a text that is none fits nothing, and the database would fail on it. */
export const byId: Condition<{ id: string }> = (value) => (UUID.test(value) ? { id: value } : null);

export const sameAddress = (value: string) => ({ user: { email: normaliseEmail(value) } });

/** A name in the form in which it is compared: RFC 7643 (sections 4.1.1 and 8.7.1) makes no difference by case. */
export function nameKey(name: string): string {
  return name.normalize("NFC").toLowerCase();
}

/** Returns the names of a list in a query, without their parts; null for none. */
function rootsOf(names: string | undefined): Set<string> | null {
  if (!names) return null;
  return new Set(names.split(",").map((name) => plainPath(name.trim()).toLowerCase().split(".")[0] ?? ""));
}

type Wanted = Pick<ResourceQuery, "attributes" | "excludedAttributes">;

/** What every resource has, whatever is wanted (RFC 7643, section 7). */
const ALWAYS = ["schemas", "id"];

/** Returns whether an attribute is wanted, by its name. */
export function wanting({ attributes, excludedAttributes }: Wanted): (name: string) => boolean {
  const [wanted, unwanted] = [rootsOf(attributes), rootsOf(excludedAttributes)];
  const isChosen = (name: string) => wanted?.has(name) ?? !unwanted?.has(name);
  return (name) => ALWAYS.includes(name) || isChosen(name.toLowerCase());
}

/** Returns a resource with the attributes that are wanted. */
export function withWanted(
  resource: Record<string, unknown>,
  query: Wanted,
  isWanted = wanting(query),
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(resource).filter(([name]) => isWanted(name)));
}

/** Returns the message of a list (RFC 7644, section 3.4.2). */
export function listMessage(
  resources: Record<string, unknown>[],
  total: number,
  query: ResourceQuery,
): Record<string, unknown> {
  const isWanted = wanting(query);
  return {
    schemas: ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
    totalResults: total,
    startIndex: pageOfQuery(query).skip + 1,
    itemsPerPage: resources.length,
    Resources: resources.map((resource) => withWanted(resource, query, isWanted)),
  };
}
