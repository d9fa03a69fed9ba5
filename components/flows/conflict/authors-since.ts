import { listOf, object, orNull, text } from "../../http/answer-shape";
import { sendRequest } from "../../http/send-request";

/** Who made a state of a flow. */
export interface Author {
  name: string;
  /** ISO 8601. */
  at: string;
  /** `change`, `drift` or `import`. */
  source: string;
}

interface RevisionItem {
  hash: string;
  at: string;
  source: string;
  by: { name: string } | null;
}

const revisions = object({
  items: listOf(
    object<RevisionItem>({
      hash: text,
      at: text,
      source: text,
      by: orNull(object<NonNullable<RevisionItem["by"]>>({ name: text })),
    }),
  ),
});

/** Gives those revisions that are newer than the state of an entity tag; all of them when it is not among them. */
function newerThan<Item extends { hash: string }>(items: Item[], etag: string): Item[] {
  const known = items.findIndex(({ hash }) => etag.includes(hash.slice(0, 32)));
  return known === -1 ? items : items.slice(0, known);
}

/** Asks the history who changed a flow since a state, newest first. Empty when it can't be asked: nobody is blamed then. */
export async function authorsSince(apiPath: string, etag: string): Promise<Author[]> {
  const answer = await sendRequest("GET", `${apiPath}/revisions?limit=20`, { answer: revisions });
  if (!answer.ok) return [];
  return newerThan(answer.data.items, etag).map(({ by, at, source }) => ({
    name: by?.name ?? "Somebody outside Switchboard",
    at,
    source,
  }));
}
