"use client";

import { Download } from "lucide-react";
import type { CheckpointView } from "@/lib/audit/checkpoints/list-checkpoints";
import { eventsWords } from "@/lib/audit/events/sentence-parts";
import { Paging } from "../../lists/paging";
import { Button } from "../../ui/button";
import { SectionCard } from "../../ui/card";
import { CopyButton } from "../../ui/copy-button";
import { Moment } from "../../ui/moment";
import { saveBlob } from "../export/save-blob";

interface CheckpointListProps {
  checkpoints: { items: CheckpointView[]; nextCursor: string | null };
  pathname: string;
  params: [string, string][];
}

const ROOT_DIGITS = 16;

/** The signed checkpoints of a log, each with a download. */
export function CheckpointList({ checkpoints, pathname, params }: CheckpointListProps) {
  return (
    <SectionCard
      title="Signed checkpoints"
      description="What the log was at a moment, signed. Keep one outside of Switchboard now and then: the log can’t be rewritten before it without showing."
    >
      {checkpoints.items.length === 0 ? (
        <p className="text-sm text-muted-foreground">
          None yet. The first one is made within an hour of the first event, or with the first export.
        </p>
      ) : (
        <ul className="-my-2.5 divide-y">
          {checkpoints.items.map((checkpoint) => (
            <CheckpointRow key={checkpoint.size} checkpoint={checkpoint} />
          ))}
        </ul>
      )}
      <Paging pathname={pathname} params={params} nextCursor={checkpoints.nextCursor} />
    </SectionCard>
  );
}

function CheckpointRow({ checkpoint: { size, root, signedAt, note } }: { checkpoint: CheckpointView }) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2.5 text-sm">
      <div className="min-w-0">
        <p>
          {eventsWords(size)}
          <span className="text-muted-foreground">
            , <Moment at={signedAt} />
          </span>
        </p>
        <p className="font-mono text-xs text-muted-foreground" title={root}>
          root {root.slice(0, ROOT_DIGITS)}…
        </p>
      </div>
      <div className="flex gap-1">
        <CopyButton text={note} label={`Copy the checkpoint over ${eventsWords(size)}`} />
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={`Download the checkpoint over ${eventsWords(size)}`}
          title="Download"
          onClick={() =>
            saveBlob(`switchboard-checkpoint-${size}.txt`, new Blob([note], { type: "text/plain" }))
          }
        >
          <Download aria-hidden />
        </Button>
      </div>
    </li>
  );
}
