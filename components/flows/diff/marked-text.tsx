import { cn } from "../../ui/class-names";
import type { DiffPart } from "./diff-part";

interface MarkedTextProps {
  parts: DiffPart[];
  mono?: boolean;
}

/** Longer texts scroll within their frame, so that the rest of the page stays in reach. */
const LONG = 6000;

/** One text with the words marked that it has and another one has not. */
export function MarkedText({ parts, mono = false }: MarkedTextProps) {
  const long = parts.reduce((sum, { text }) => sum + text.length, 0) > LONG;
  return (
    <div
      // A part that scrolls must be reachable by keyboard.
      {...(long ? { tabIndex: 0, role: "group", "aria-label": "Comparison" } : {})}
      className={cn(
        "rounded-md border bg-card px-3 py-2 text-sm whitespace-pre-wrap wrap-anywhere",
        mono && "font-mono text-xs leading-5",
        long && "max-h-96 overflow-y-auto print:max-h-none print:overflow-visible",
      )}
    >
      {parts.map((part, position) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts are fixed and have no other identity.
        <MarkedPart key={position} part={part} />
      ))}
    </div>
  );
}

function MarkedPart({ part }: { part: DiffPart }) {
  if (part.kind === "removed") return <del className="rounded-xs bg-diff-del-mark">{part.text}</del>;
  if (part.kind === "added")
    return <ins className="rounded-xs bg-diff-add-mark no-underline">{part.text}</ins>;
  return <span className="text-muted-foreground">{part.text}</span>;
}
