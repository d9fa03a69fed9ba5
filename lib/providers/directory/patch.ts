import "server-only";
import { z } from "zod";
import { isObject, keptName, type ResourceKind, tidyValue } from "./attributes";
import { attributeOf, plainPath, readTarget, type Target } from "./expressions";
import { scimProblem } from "./scim-problem";

const MOST_OPERATIONS = 1000;
/** So many attributes may be named in the value of an operation. There are hardly more. */
const MOST_NAMED = 100;

const operationSchema = z.object({
  op: z
    .string()
    .toLowerCase()
    .pipe(z.enum(["add", "remove", "replace"])),
  path: z.string().nullish(),
  value: z.unknown().optional(),
});
const patchSchema = z.looseObject({
  Operations: z
    .array(operationSchema)
    .min(1, "must name at least one operation")
    .max(MOST_OPERATIONS, `may name at most ${MOST_OPERATIONS} operations`),
});

type SentOperation = z.output<typeof operationSchema>;

/** What an operation of a patch does to one attribute that is kept. */
export interface Operation extends Target {
  op: SentOperation["op"];
  /** Undefined for none: RFC 7643 (section 2.5) makes no difference between null and absent. */
  value: unknown;
}

/** Some directories send back what they have read. */
const READ_ONLY = ["schemas", "id", "meta"];

/** Returns what an operation without a path does: it is one for each attribute, or "name.givenName", that its value names. */
function namedInValue(kind: ResourceKind, { op, value }: SentOperation): Operation[] {
  if (op === "remove") throw scimProblem("noTarget", "An operation that removes needs a path");
  const named = isObject(value) ? Object.entries(value) : [];
  if (!isObject(value) || named.length > MOST_NAMED)
    throw scimProblem(
      "invalidValue",
      `An operation without a path needs an object as its value, of at most ${MOST_NAMED} attributes`,
    );
  return named.flatMap(([path, part]) => operationsOn(kind, { op, path, value: part }, path));
}

/** Returns what an operation with a path does: nothing where its attribute is not kept. */
function operationsOn(kind: ResourceKind, sent: SentOperation, path: string): Operation[] {
  if (plainPath(path) === "") return namedInValue(kind, sent);
  if (/^urn:/i.test(plainPath(path))) return [];
  const name = keptName(kind, attributeOf(path) ?? path);
  if (name === null || READ_ONLY.includes(name)) return [];
  const target = readTarget(path);
  const value = target.part === null ? tidyValue(name, sent.value) : sent.value;
  return [{ op: sent.op, ...target, attribute: name, value: value ?? undefined }];
}

/**
 * Reads a patch (RFC 7644, section 3.5.2), as far as it is about attributes that are kept.
 * @throws Problem in the words of the standard
 */
export function readPatch(kind: ResourceKind, body: unknown): Operation[] {
  const patch = patchSchema.safeParse(body);
  if (!patch.success) {
    const [issue] = patch.error.issues;
    throw scimProblem(
      "invalidSyntax",
      `The body must be a PatchOp: ${issue?.path.join(".")} ${issue?.message}`,
    );
  }
  return patch.data.Operations.flatMap((sent) =>
    sent.path === undefined || sent.path === null
      ? namedInValue(kind, sent)
      : operationsOn(kind, sent, sent.path),
  );
}

/** @throws Problem with `invalidPath` for a path into an attribute that has no parts */
export function mustBeWhole({ attribute, part, where }: Target): void {
  if (part !== null || where.length > 0)
    throw scimProblem("invalidPath", `The attribute ${attribute} has no parts`);
}
