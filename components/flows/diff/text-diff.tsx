import { ArrowRight } from "lucide-react";
import { wordParts } from "./diff-parts";
import { MarkedText } from "./marked-text";
import { valueText } from "./value-text";

interface TextDiffProps {
  path: string;
  before: unknown;
  after: unknown;
}

const LONG = 60;

function isProse(value: unknown): value is string {
  return typeof value === "string" && (value.length > LONG || value.includes("\n"));
}

/** A change of a single value: words marked in prose, before and after for everything else. */
export function TextDiff({ path, before, after }: TextDiffProps) {
  if (isProse(before) || isProse(after)) {
    const one = typeof before === "string" ? before : "";
    const other = typeof after === "string" ? after : "";
    return <MarkedText parts={wordParts(one, other)} mono={path === "/prompt"} />;
  }
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
      <del className="rounded-sm bg-destructive-wash px-1.5 py-0.5 text-destructive no-underline wrap-anywhere">
        {valueText(path, before)}
      </del>
      <ArrowRight aria-label="became" role="img" className="size-3.5 shrink-0 text-muted-foreground" />
      <ins className="rounded-sm bg-success-wash px-1.5 py-0.5 text-success no-underline wrap-anywhere">
        {valueText(path, after)}
      </ins>
    </p>
  );
}
