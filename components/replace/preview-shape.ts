import { FLOW_KINDS, type FlowKind } from "@/lib/flows/model/flow";
import type { FlowToReplace, ReplacementPreview } from "@/lib/mirror/replace/preview-replacement";
import { flag, listOf, number, object, orNull, type Shape, text } from "../http/answer-shape";

export type { FlowToReplace };
export type HitToReplace = FlowToReplace["hits"][number];
export type FixedMatch = FlowToReplace["fixed"][number];

const place = { path: text, line: number, before: text, match: text, after: text };
const kind: Shape<FlowKind> = (value): value is FlowKind => FLOW_KINDS.some((one) => one === value);

const flow = object<FlowToReplace>({
  workspace: text,
  kind,
  id: text,
  name: text,
  isActive: orNull(flag),
  folder: orNull(object<{ id: string; name: string }>({ id: text, name: text })),
  etag: text,
  hits: listOf(object<HitToReplace>({ ...place, id: text, start: number, end: number, replacement: text })),
  fixed: listOf(object<FixedMatch>({ ...place, why: text })),
  tooMany: flag,
  tooLong: listOf(text),
  refused: orNull(text),
  drift: flag,
  busy: flag,
});

/** The answer of `POST /api/replacements/preview`. */
export const isReplacementPreview = object<ReplacementPreview>({
  items: listOf(flow),
  nextCursor: orNull(text),
  searched: orNull(number),
  total: orNull(object<{ flows: number; unread: number }>({ flows: number, unread: number })),
});
