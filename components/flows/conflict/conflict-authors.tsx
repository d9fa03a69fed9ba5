import { Fragment } from "react";
import { TimeAgo } from "../../ui/time-ago";
import { counted } from "../words/counted";

/** One change that was made to the flow meanwhile, as the history has it. */
export interface ConflictAuthor {
  name: string;
  at: string;
  /** The origin of the change: "change" was made here, "drift" elsewhere. */
  source: string;
}

/** A person and when they last changed the flow. */
interface NamedAuthor {
  who: string;
  at: string;
}

/** Names everybody once, with their last change, newest first. */
export function namedAuthors(authors: ConflictAuthor[]): NamedAuthor[] {
  const newestFirst = authors.toSorted((one, other) => Date.parse(other.at) - Date.parse(one.at));
  const found = new Map<string, NamedAuthor>();
  for (const { name, at, source } of newestFirst) {
    const who = source === "drift" ? "Somebody outside Switchboard" : name;
    if (!found.has(who)) found.set(who, { who, at });
  }
  return [...found.values()];
}

/** The most authors who are named; the others are counted. */
const NAMED = 3;

interface AuthorSentenceProps {
  authors: ConflictAuthor[];
  /** When it was, seen from the reader. */
  when?: string;
}

/** Says who changed the flow meanwhile, and when. */
export function AuthorSentence({ authors, when = "while you were editing" }: AuthorSentenceProps) {
  const everybody = namedAuthors(authors);
  const [first, second] = everybody;
  if (!first) return <>It was changed {when}; who did it is not known.</>;
  if (!second) {
    return (
      <>
        <strong className="font-medium text-foreground">{first.who}</strong> changed it{" "}
        <TimeAgo at={first.at} />, {when}.
      </>
    );
  }
  const named = everybody.slice(0, NAMED);
  const others = everybody.length - named.length;
  return (
    <>
      {named.map(({ who, at }, position) => (
        <Fragment key={who}>
          {position === 0 ? "" : position === named.length - 1 && others === 0 ? " and " : ", "}
          <strong className="font-medium text-foreground">{who}</strong> (<TimeAgo at={at} />)
        </Fragment>
      ))}
      {others > 0 ? ` and ${counted(others, "other")}` : ""} changed it {when}.
    </>
  );
}
