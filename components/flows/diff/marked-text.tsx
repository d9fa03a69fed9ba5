import { cn } from "../../ui/class-names";
import { LONG, ScrollFrame } from "./diff-lines";
import type { DiffPart } from "./diff-part";

interface MarkedTextProps {
  parts: DiffPart[];
  mono?: boolean;
}

/** One text with the words marked that it has and another one has not. */
export function MarkedText({ parts, mono = false }: MarkedTextProps) {
  const isLong = parts.reduce((sum, { text }) => sum + text.length, 0) > LONG;
  return (
    <ScrollFrame
      isLong={isLong}
      className={cn(
        "px-3 py-2 text-sm whitespace-pre-wrap wrap-anywhere",
        mono && "font-mono text-xs leading-5",
      )}
    >
      {parts.map((part, position) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts are fixed and have no other identity.
        <MarkedPart key={position} part={part} />
      ))}
    </ScrollFrame>
  );
}

function MarkedPart({ part }: { part: DiffPart }) {
  if (part.kind === "removed") return <del className="rounded-xs bg-diff-del-mark">{part.text}</del>;
  if (part.kind === "added")
    return <ins className="rounded-xs bg-diff-add-mark no-underline">{part.text}</ins>;
  return <span className="text-muted-foreground">{part.text}</span>;
}
