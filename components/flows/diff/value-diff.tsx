import type { JsonObject } from "@/lib/json/json-value";
import { DiffLines } from "./diff-lines";
import { structureParts } from "./diff-parts";
import { diffRows } from "./diff-rows";
import { fieldKind } from "./field-kind";
import { ItemDiff } from "./item-diff";
import { itemShape } from "./item-shapes";
import { SecretDiff } from "./secret-diff";
import { secretChange } from "./secret-value";
import { TextDiff } from "./text-diff";
import { TextListDiff } from "./text-list-diff";

interface ValueDiffProps {
  /** JSON pointer; units, known words and the shape of a list's items depend on it. */
  path: string;
  before: unknown;
  after: unknown;
  /** There was nothing before: no need to say that each item of a list is new. */
  initial?: boolean;
}

/**
 * One field's change: prose with marked words, lists item by item, other structures line by line, secrets without their
 * values, and everything else as before and after.
 */
export function ValueDiff({ path, before, after, initial = false }: ValueDiffProps) {
  const kind = fieldKind(path, before, after);
  if (kind === "secret") {
    return <SecretDiff change={secretChange(before, after) ?? "hidden"} before={before} after={after} />;
  }
  const shape = kind === "items" ? itemShape(path, before, after) : null;
  if (shape) {
    const [one, other] = [before ?? [], after ?? []] as [JsonObject[], JsonObject[]];
    return <ItemDiff shape={shape} before={one} after={other} initial={initial} />;
  }
  if (kind === "texts") {
    const [one, other] = [before ?? [], after ?? []] as [string[], string[]];
    return <TextListDiff before={one} after={other} />;
  }
  if (kind === "structure") return <DiffLines rows={diffRows(structureParts(before, after))} />;
  return <TextDiff path={path} before={before} after={after} />;
}
