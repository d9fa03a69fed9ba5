import { ArrowRight } from "lucide-react";
import { type DiffPart, structureParts, wordParts } from "./diff-parts";
import { valueText } from "./value-text";

interface ValueDiffProps {
  path: string;
  before: unknown;
  after: unknown;
}

const LONG = 60;

function isProse(value: unknown): value is string {
  return typeof value === "string" && (value.length > LONG || value.includes("\n"));
}

function isStructure(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

/** One field's change: words marked in prose, lines in structures, before and after for everything else. */
export function ValueDiff({ path, before, after }: ValueDiffProps) {
  if (isStructure(before) || isStructure(after)) {
    return <MarkedText parts={structureParts(before, after)} mono />;
  }
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

function MarkedText({ parts, mono }: { parts: DiffPart[]; mono: boolean }) {
  return (
    <div
      className={`rounded-md border bg-muted/50 px-3 py-2 text-sm whitespace-pre-wrap wrap-anywhere ${mono ? "font-mono text-xs leading-5" : ""}`}
    >
      {parts.map((part, position) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts are fixed and have no other identity.
        <MarkedPart key={position} part={part} />
      ))}
    </div>
  );
}

function MarkedPart({ part }: { part: DiffPart }) {
  if (part.kind === "removed") {
    return <del className="rounded-sm bg-destructive-wash text-destructive">{part.text}</del>;
  }
  if (part.kind === "added") {
    return <ins className="rounded-sm bg-success-wash text-success no-underline">{part.text}</ins>;
  }
  return <span className="text-muted-foreground">{part.text}</span>;
}
