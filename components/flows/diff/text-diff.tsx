import { ArrowRight } from "lucide-react";
import { looksAlike } from "@/lib/text/readable";
import { fieldKind } from "./field-kind";
import { ProseDiff } from "./prose-diff";
import { valueText } from "./value-text";

interface TextDiffProps {
  path: string;
  before: unknown;
  after: unknown;
}

/** A change of a single value: words marked in prose, before and after for everything else. */
export function TextDiff({ path, before, after }: TextDiffProps) {
  if (fieldKind(path, before, after) === "prose") {
    const one = typeof before === "string" ? before : "";
    const other = typeof after === "string" ? after : "";
    return <ProseDiff before={one} after={other} mono={path === "/prompt"} />;
  }
  const isHidden = typeof before === "string" && typeof after === "string" && looksAlike(before, after);
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
      <del className="rounded-sm bg-destructive-wash px-1.5 py-0.5 text-destructive no-underline wrap-anywhere">
        {valueText(path, before)}
      </del>
      <ArrowRight aria-label="became" role="img" className="size-3.5 shrink-0 text-muted-foreground" />
      <ins className="rounded-sm bg-success-wash px-1.5 py-0.5 text-success no-underline wrap-anywhere">
        {valueText(path, after)}
      </ins>
      {isHidden ? (
        <span className="text-muted-foreground">They differ only in spaces or in invisible characters.</span>
      ) : null}
    </p>
  );
}
