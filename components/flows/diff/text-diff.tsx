import { looksAlike } from "@/lib/text/readable";
import { DiffFrame, ValueLine } from "./diff-lines";
import { fieldKind } from "./field-kind";
import { ProseDiff } from "./prose-diff";
import { shownValue } from "./value-text";

interface TextDiffProps {
  path: string;
  before: unknown;
  after: unknown;
}

/** A change of a single value: words marked in prose, before and after for everything else. */
export function TextDiff({ path, before, after }: TextDiffProps) {
  const isHidden = typeof before === "string" && typeof after === "string" && looksAlike(before, after);
  return (
    <>
      {fieldKind(path, before, after) === "prose" ? (
        <ProseDiff
          before={typeof before === "string" ? before : ""}
          after={typeof after === "string" ? after : ""}
          numbered={path === "/prompt"}
        />
      ) : (
        <DiffFrame>
          <ValueLine kind="removed">{shownValue(path, before)}</ValueLine>
          <ValueLine kind="added">{shownValue(path, after)}</ValueLine>
        </DiffFrame>
      )}
      {isHidden ? (
        <p className="mt-1 text-sm text-muted-foreground">
          They differ only in spaces or in invisible characters.
        </p>
      ) : null}
    </>
  );
}
