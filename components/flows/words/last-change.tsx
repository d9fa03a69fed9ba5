import { ExternalLink } from "lucide-react";
import type { LastChange } from "@/lib/audit/search/last-changes";
import { describeChanges, nameChanges } from "@/lib/flows/diff/diff-flows";
import { AppLink } from "../../ui/app-link";
import { cn } from "../../ui/class-names";
import { GivenName } from "../../ui/given-name";
import { NobodyMark, PersonMark } from "../../ui/person-mark";
import { TimeAgo } from "../../ui/time-ago";

type Change = Pick<LastChange, "verb" | "paths" | "setTo" | "restored">;

/** The fields that are switches of the whole flow, as people name them. */
const SWITCHES: Record<string, string> = { "/isActive": "the flow", "/autopilot": "the autopilot" };

const fieldsOf = ({ paths }: Change) => paths.map((path) => ({ path }));

/** What was switched, and how, where that is all that a change did. */
function switched({ paths, setTo }: Change): { what: string; state: "on" | "off" } | null {
  const what = paths.length === 1 ? SWITCHES[paths[0] ?? ""] : undefined;
  return what === undefined || setTo === null ? null : { what, state: setTo ? "on" : "off" };
}

/** Returns what a change did, by itself: "Prompt and 2 other fields", "Switched off", "Restored version 6". */
export function changeInShort(change: Change): string {
  if (change.verb === "create") return "Created";
  if (change.verb === "restore") {
    return change.restored === null ? "Restored" : `Restored version ${change.restored}`;
  }
  const flip = switched(change);
  if (flip) return flip.what === "the flow" ? `Switched ${flip.state}` : `Autopilot ${flip.state}`;
  return change.paths.length === 0 ? "Changed" : nameChanges(fieldsOf(change));
}

/** Returns the same after a name: "changed the prompt and the name". */
export function changeInSentence(change: Change): string {
  if (change.verb === "create") return "created this flow";
  if (change.verb === "restore") {
    return change.restored === null ? "restored an earlier version" : `restored version ${change.restored}`;
  }
  const flip = switched(change);
  if (flip) return `switched ${flip.state} ${flip.what}`;
  return change.paths.length === 0 ? "changed this flow" : `changed ${describeChanges(fieldsOf(change))}`;
}

function AuthorMark({ by }: { by: LastChange["by"] }) {
  return by ? (
    <PersonMark name={by.name} className="size-5" />
  ) : (
    <NobodyMark icon={ExternalLink} className="size-5" />
  );
}

interface LastChangeCellProps {
  change: LastChange | null;
  /** When the list says that the flow was changed. */
  updatedAt: string | null;
  /** Whether the list is newer than the last state that was read: then the last change is one that nobody saw yet. */
  isUnseen: boolean;
  /** The workspace's log, without a slash at its end. */
  logPath: string;
}

/** Who changed a flow last, what, and when, in one line that leads to the change. */
export function LastChangeCell({ change, updatedAt, isUnseen, logPath }: LastChangeCellProps) {
  const isNewer = isUnseen && change !== null && updatedAt !== null && updatedAt > change.at;
  if (change === null || isNewer) {
    return (
      <span className="flex items-center gap-2 text-muted-foreground">
        <AuthorMark by={null} />
        <span className="min-w-0 flex-1 truncate">In Trillet</span>
        {updatedAt ? <TimeAgo at={updatedAt} /> : "not known"}
      </span>
    );
  }
  const who = change.by?.name ?? "In Trillet";
  const what = changeInShort(change);
  return (
    <AppLink
      href={`${logPath}/${change.eventId}`}
      title={`${who}: ${what}`}
      className="group/last flex items-center gap-2 rounded-sm"
    >
      <AuthorMark by={change.by} />
      <span className="min-w-0 flex-1 truncate group-hover/last:text-link group-hover/last:underline">
        <span className="text-muted-foreground">
          <GivenName>{change.by ? firstName(who) : who}</GivenName> ·
        </span>{" "}
        {what}
      </span>
      <span className="shrink-0 text-muted-foreground">
        <TimeAgo at={change.at} />
      </span>
    </AppLink>
  );
}

/** The mark beside it tells people of one first name apart, and the tooltip has the whole name. */
function firstName(name: string): string {
  return name.trim().split(/\s+/)[0] ?? name;
}

/** The same as a sentence, for the head of the flow's page. */
export function LastChangeLine({ change, logPath }: { change: LastChange; logPath: string }) {
  return (
    <p className="flex min-w-0 items-start gap-2 text-sm">
      <AuthorMark by={change.by} />
      <span className={cn("min-w-0", change.by === null && "text-muted-foreground")}>
        <span className="font-medium text-foreground">
          {change.by ? <GivenName>{change.by.name}</GivenName> : "Somebody in Trillet"}
        </span>{" "}
        {changeInSentence(change)} <TimeAgo at={change.at} />{" "}
        <AppLink
          href={`${logPath}/${change.eventId}`}
          className="font-medium whitespace-nowrap text-link hover:underline"
        >
          See the change
        </AppLink>
      </span>
    </p>
  );
}
