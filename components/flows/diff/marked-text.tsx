import { cn } from "../../ui/class-names";

interface MarkedTextProps {
  parts: DiffPart[];
  mono?: boolean;
}

/** Longer texts scroll within their frame, so that the rest of the page stays in reach. */
const LONG = 6000;

/** A comparison of two texts, with removed and added text marked. */
export function MarkedText({ parts, mono = false }: MarkedTextProps) {
  const long = parts.reduce((sum, { text }) => sum + text.length, 0) > LONG;
  return (
    <div
      // A part that scrolls must be reachable by keyboard.
      {...(long ? { tabIndex: 0, role: "group", "aria-label": "Comparison" } : {})}
      className={cn(
        "rounded-md border bg-muted/50 px-3 py-2 text-sm whitespace-pre-wrap wrap-anywhere",
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
  if (part.kind === "removed") {
    return <del className="rounded-sm bg-destructive-wash text-destructive">{part.text}</del>;
  }
  if (part.kind === "added") {
    return <ins className="rounded-sm bg-success-wash text-success no-underline">{part.text}</ins>;
  }
  return <span className="text-muted-foreground">{part.text}</span>;
}

/** A stretch of text in a comparison of two texts. */
export interface DiffPart {
  kind: "same" | "added" | "removed";
  text: string;
}
