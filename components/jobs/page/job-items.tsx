"use client";

import { useState } from "react";
import { flowPathSegment } from "@/lib/flows/model/flow";
import { ITEM_STATES } from "@/lib/jobs/job-states";
import type { ItemView, JobView } from "@/lib/jobs/job-view";
import { AppLink } from "../../ui/app-link";
import { Badge, type BadgeTone } from "../../ui/badge";
import { Button } from "../../ui/button";
import { GivenName } from "../../ui/given-name";
import { HeaderCell, Table, TableCell, TableHead, TableRow } from "../../ui/table";
import { TimeAgo } from "../../ui/time-ago";
import { changedWord, doneWord } from "../words/job-words";

const TONES: Record<ItemView["state"], BadgeTone> = {
  waiting: "neutral",
  running: "info",
  succeeded: "good",
  failed: "bad",
  unknown: "warn",
  left_out: "warn",
  cancelled: "neutral",
};

const needsLook = ({ state }: ItemView) => state === "failed" || state === "unknown" || state === "left_out";

/** The parts of the list that somebody may want to see alone. */
const VIEWS = [
  { name: "All", shows: () => true },
  { name: "Needs a look", shows: needsLook },
  { name: "Done", shows: ({ state }: ItemView) => state === "succeeded" },
] as const;

/** First what somebody should see, then what is still to do, then what is done. */
const ORDER: readonly ItemView["state"][] = [
  "failed",
  "unknown",
  "left_out",
  "running",
  "waiting",
  "cancelled",
  "succeeded",
];

interface JobItemsProps {
  job: JobView;
  /** The names of workspaces by their slugs. */
  names: Record<string, string>;
}

/** What became of each flow of a job. */
export function JobItems({ job, names }: JobItemsProps) {
  const [shown, setShown] = useState<(typeof VIEWS)[number]["name"]>("All");
  const view = VIEWS.find(({ name }) => name === shown) ?? VIEWS[0];
  const items = job.items
    .filter(view.shows)
    .toSorted((one, other) => ORDER.indexOf(one.state) - ORDER.indexOf(other.state));
  return (
    <div className="flex flex-col gap-3">
      <fieldset className="flex flex-wrap gap-1">
        <legend className="sr-only">Flows to show</legend>
        {VIEWS.map(({ name, shows }) => (
          <Button
            key={name}
            size="sm"
            variant={name === shown ? "secondary" : "ghost"}
            aria-pressed={name === shown}
            onClick={() => setShown(name)}
          >
            {name} <span className="text-muted-foreground">{job.items.filter(shows).length}</span>
          </Button>
        ))}
      </fieldset>
      {items.length === 0 ? (
        <p className="rounded-lg border bg-card px-4 py-6 text-center text-sm text-muted-foreground">
          No flow of this job is among these.
        </p>
      ) : (
        <Table stacks label="Flows of this job">
          <TableHead>
            <tr>
              <HeaderCell>Flow</HeaderCell>
              <HeaderCell>Workspace</HeaderCell>
              <HeaderCell>Outcome</HeaderCell>
              <HeaderCell>Detail</HeaderCell>
              <HeaderCell>When</HeaderCell>
            </tr>
          </TableHead>
          <tbody>
            {items.map((item) => (
              <ItemRow
                key={job.items.indexOf(item)}
                item={item}
                workspaceName={names[item.workspace] ?? item.workspace}
                words={{ changed: changedWord(job), done: doneWord(job) }}
              />
            ))}
          </tbody>
        </Table>
      )}
    </div>
  );
}

interface ItemRowProps {
  item: ItemView;
  workspaceName: string;
  /** The words for a flow that was changed, and for what it was not. */
  words: { changed: string; done: string };
}

/** What a row says became of its flow. */
function stateWord(state: ItemView["state"], { changed, done }: ItemRowProps["words"]): string {
  if (state === "succeeded") return changed;
  return state === "failed" ? `Not ${done}` : ITEM_STATES[state].label;
}

function ItemRow({ item, workspaceName, words }: ItemRowProps) {
  const { workspace, kind, id, name, state, problem, waitsUntil, endedAt } = item;
  return (
    <TableRow>
      <TableCell className="min-w-40 font-medium">
        {id === null ? (
          <GivenName>{name}</GivenName>
        ) : (
          <AppLink
            href={`/${workspace}/${flowPathSegment(kind)}/${id}`}
            className="rounded-sm wrap-anywhere hover:text-link hover:underline"
          >
            <GivenName>{name}</GivenName>
          </AppLink>
        )}
      </TableCell>
      <TableCell className="min-w-28 text-muted-foreground">
        <GivenName>{workspaceName}</GivenName>
      </TableCell>
      <TableCell>
        <Badge tone={TONES[state]}>{stateWord(state, words)}</Badge>
      </TableCell>
      <TableCell className="min-w-48 text-muted-foreground wrap-anywhere">
        {detailOf(item)}
        {waitsUntil === null ? null : (
          <>
            Goes on <TimeAgo at={waitsUntil} />
          </>
        )}
        {state === "unknown" && problem === null ? `Nobody can say yet whether it was ${words.done}` : null}
      </TableCell>
      <TableCell className="whitespace-nowrap text-muted-foreground">
        {endedAt === null ? null : <TimeAgo at={endedAt} />}
      </TableCell>
    </TableRow>
  );
}

function detailOf({ state, problem }: ItemView): string | null {
  if (state === "left_out") return "It was changed meanwhile. Load it, and make the change there";
  return problem?.detail ?? null;
}
