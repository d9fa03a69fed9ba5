import type { AuditEventView } from "@/lib/audit/event";
import { CopyButton } from "../../ui/copy-button";

/** An event as the API shows it, to read and to copy. */
export function RawEvent({ event }: { event: AuditEventView }) {
  const text = JSON.stringify(event, null, 2);
  return (
    <div className="relative">
      <pre
        // A region that scrolls must be reachable by keyboard, and needs a name for that.
        {...{ tabIndex: 0, role: "group", "aria-label": "Event as JSON" }}
        className="max-h-[32rem] overflow-auto rounded-md border bg-muted/50 p-3 pr-12 font-mono text-xs leading-5 whitespace-pre-wrap wrap-anywhere"
      >
        {text}
      </pre>
      <div className="absolute top-1.5 right-3 rounded-md bg-card">
        <CopyButton text={text} label="Copy event as JSON" />
      </div>
    </div>
  );
}
