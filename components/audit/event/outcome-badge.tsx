import { Badge } from "../../ui/badge";
import type { EventMark } from "./event-mark";

/** The word for what sets an event apart; nothing for the usual one. */
export function OutcomeBadge({ mark, className }: { mark: EventMark | null; className?: string }) {
  if (mark === null) return null;
  return (
    <Badge tone={mark.tone} className={className}>
      {mark.word}
    </Badge>
  );
}
