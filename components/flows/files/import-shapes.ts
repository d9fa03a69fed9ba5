import { anything, flag, listOf, object, orNull, recordOf, type Shape, text } from "../../http/answer-shape";

interface Named {
  id: string;
  name: string | null;
}

/** What a document would become in a workspace, as the portal says it. */
export interface PreviewedDocument {
  /** Null for one that is no flow. */
  kind: string | null;
  name: string | null;
  /** Whether the document's flow is active. */
  isActive: boolean;
  /** The request for a new flow, as far as the document has it. */
  request: Record<string, unknown>;
  dropped: { path: string; why: string }[];
  mapped: { path: string; from: Named; to: { id: string; name: string } }[];
  missing: { path: string; message: string }[];
  sameName: { id: string; name: string }[];
}

const named = object({ id: text, name: text });

export const importPreview: Shape<{ items: PreviewedDocument[] }> = object({
  items: listOf(
    object<PreviewedDocument>({
      kind: orNull(text),
      name: orNull(text),
      isActive: flag,
      request: recordOf(anything),
      dropped: listOf(object({ path: text, why: text })),
      mapped: listOf(
        object({ path: text, from: object<Named>({ id: text, name: orNull(text) }), to: named }),
      ),
      missing: listOf(object({ path: text, message: text })),
      sameName: listOf(named),
    }),
  ),
});
