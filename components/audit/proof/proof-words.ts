import type { EventProof } from "@/lib/audit/checkpoints/prove-event";
import { eventsWords } from "@/lib/audit/events/sentence-parts";
import { absoluteTime } from "../../ui/relative-time";

/** What proves an event, in words. */
export function coveredWords({
  checkpoint,
  inclusion,
}: Pick<EventProof, "checkpoint" | "inclusion">): string {
  const time = absoluteTime(Date.parse(checkpoint.time));
  const covers = `The checkpoint of ${time} over ${eventsWords(checkpoint.size)} covers it`;
  if (inclusion.length === 0) return `${covers}: its hash is the signed root itself.`;
  const steps =
    inclusion.length === 1 ? "one step of hashing leads" : `${inclusion.length} steps of hashing lead`;
  return `${covers}: ${steps} from this event to the signed root.`;
}
