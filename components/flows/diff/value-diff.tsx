import type { JsonObject } from "@/lib/flows/flow-content";
import { structureParts } from "./diff-parts";
import { ItemDiff } from "./item-diff";
import { itemShape } from "./item-shapes";
import { MarkedText } from "./marked-text";
import { TextDiff } from "./text-diff";
import { TextListDiff } from "./text-list-diff";

interface ValueDiffProps {
  /** JSON pointer; it tells units, known words and what the items of a list are. */
  path: string;
  before: unknown;
  after: unknown;
  /** There was nothing before: no need to say that each item of a list is new. */
  initial?: boolean;
}

function isStructure(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

function isTextList(value: unknown): value is string[] | null | undefined {
  if (value === null || value === undefined) return true;
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

/**
 * One field's change: words marked in prose, lists item by item, lines in other structures, before and after for
 * everything else.
 */
export function ValueDiff({ path, before, after, initial = false }: ValueDiffProps) {
  if (!isStructure(before) && !isStructure(after)) {
    return <TextDiff path={path} before={before} after={after} />;
  }
  const shape = itemShape(path, before, after);
  if (shape) {
    const [one, other] = [before ?? [], after ?? []] as [JsonObject[], JsonObject[]];
    return <ItemDiff shape={shape} before={one} after={other} initial={initial} />;
  }
  if (isTextList(before) && isTextList(after)) {
    return <TextListDiff before={before ?? []} after={after ?? []} />;
  }
  return <MarkedText parts={structureParts(before, after)} mono />;
}
