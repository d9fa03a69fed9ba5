import { z } from "zod";

/** The possible content of a document, as far as suggesting field names needs it: a part of a JSON Schema. */
export interface DocumentShape {
  type?: string | undefined;
  properties?: Record<string, DocumentShape> | undefined;
  items?: DocumentShape | undefined;
  enum?: readonly unknown[] | undefined;
  /** Set on a field that the schema has only to refuse it with a reason. */
  not?: object | undefined;
}

/** A field that a place of a document may have. */
export interface FieldChoice {
  name: string;
  /** The field's type in a word, or its values. */
  kind: string;
}

/** Returns the shape of the documents that a schema takes. */
export function documentShape(schema: z.ZodType): DocumentShape {
  return z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as DocumentShape;
}

function kindOf(shape: DocumentShape): string {
  if (shape.enum) return shape.enum.map((value) => JSON.stringify(value)).join(" or ");
  const names: Record<string, string> = {
    string: "text",
    boolean: "true or false",
    array: "list",
    object: "object",
  };
  return names[shape.type ?? ""] ?? shape.type ?? "";
}

/**
 * Returns the possible fields of the object at a place of the document; none where the shape says nothing.
 * @param path names and positions from the root to the object
 */
export function fieldsAt(shape: DocumentShape, path: readonly (string | number)[]): FieldChoice[] {
  let place: DocumentShape | undefined = shape;
  for (const step of path) {
    place = typeof step === "number" ? place?.items : place?.properties?.[step];
  }
  return Object.entries(place?.properties ?? {})
    .filter(([, field]) => field.not === undefined)
    .map(([name, field]) => ({ name, kind: kindOf(field) }));
}
