"use client";

import { ChevronRight } from "lucide-react";
import { useMemo, useState } from "react";
import type { PromptVersion } from "@/lib/flows/model/call-flow";
import { Badge } from "../../ui/badge";
import { Button } from "../../ui/button";
import { expectPart, useLatePart } from "../../ui/late-part";
import { TimeAgo } from "../../ui/time-ago";

const SHOWN_AT_FIRST = 5;

const loadDialog = () => import("./version-dialog").then(({ VersionDialog }) => VersionDialog);

interface PromptVersionsProps {
  /** Null when the upstream sent none. */
  versions: PromptVersion[] | null;
  currentPromptId: string | null;
  /** The prompt that versions are compared with. */
  prompt: string;
}

/** The versions of a prompt that the upstream keeps. The upstream documents no way to make, choose or delete one. */
export function PromptVersions({ versions, currentPromptId, prompt }: PromptVersionsProps) {
  const ordered = useMemo(() => newestFirst(versions ?? []), [versions]);
  const [all, setAll] = useState(false);
  const shown = all ? ordered : ordered.slice(0, SHOWN_AT_FIRST);
  if (ordered.length === 0) {
    return <p className="text-sm text-muted-foreground">Trillet sent no versions of this prompt.</p>;
  }
  return (
    <details className="group min-w-0">
      <summary className="flex w-fit cursor-pointer list-none items-center gap-1.5 rounded-sm text-sm font-medium [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-4 text-muted-foreground transition-transform group-open:rotate-90"
        />
        Versions kept by Trillet
        <span className="font-normal text-muted-foreground tabular-nums">{ordered.length}</span>
      </summary>
      <ul className="mt-2 divide-y rounded-md border">
        {shown.map((version, position) => (
          <li key={version.id ?? `unknown ${position}`}>
            <VersionRow
              version={version}
              prompt={prompt}
              current={version.id !== null && version.id === currentPromptId}
            />
          </li>
        ))}
      </ul>
      {shown.length < ordered.length ? (
        <Button variant="ghost" size="sm" className="mt-2" onClick={() => setAll(true)}>
          Show all {ordered.length} versions
        </Button>
      ) : null}
    </details>
  );
}

/** The title of a version: the upstream's name for it, with a date in the upstream's words, or its id. */
function versionTitle({ name, id }: PromptVersion): string {
  return name || (id === null ? "Version without a name" : `Version ${id}`);
}

interface VersionRowProps {
  version: PromptVersion;
  current: boolean;
  prompt: string;
}

function VersionRow({ version, current, prompt }: VersionRowProps) {
  const title = versionTitle(version);
  const [open, setOpen] = useState(false);
  const VersionDialog = useLatePart(loadDialog, open, () => setOpen(false));
  const time = version.createdAt ?? version.updatedAt;
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-3 py-2">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-2 text-sm">
          <span className="wrap-anywhere">{title}</span>
          {current ? <Badge tone="accent">Current</Badge> : null}
        </p>
        <p className="text-sm text-muted-foreground wrap-anywhere">
          {time ? <TimeAgo at={time} /> : "Time not known"}
          {version.notes ? ` · ${version.notes}` : null}
        </p>
      </div>
      <Button
        variant="outline"
        size="sm"
        aria-label={`Open ${title}`}
        onPointerEnter={() => expectPart(loadDialog)}
        onFocus={() => expectPart(loadDialog)}
        onClick={() => setOpen(true)}
      >
        Open
      </Button>
      {open && VersionDialog ? (
        <VersionDialog
          version={version}
          title={title}
          current={current}
          prompt={prompt}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </div>
  );
}

/**
 * Sorts versions with the newest first. A version's name has a date in the words of the upstream's language, which
 * programs should not read. Versions without a usable time come last, in the upstream's order.
 */
export function newestFirst(versions: readonly PromptVersion[]): PromptVersion[] {
  return versions
    .map((version) => ({ version, at: versionTime(version) }))
    .sort((one, other) => (other.at ?? LONG_AGO) - (one.at ?? LONG_AGO))
    .map(({ version }) => version);
}

/** A moment before every possible date (8.64e15 ms around 1970). */
const LONG_AGO = -Number.MAX_SAFE_INTEGER;

/** The time of a version in milliseconds since 1970; null if the upstream sent none. */
function versionTime({ createdAt, updatedAt }: PromptVersion): number | null {
  const time = Date.parse(createdAt ?? updatedAt ?? "");
  return Number.isNaN(time) ? null : time;
}
