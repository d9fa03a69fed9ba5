"use client";

import { type KeyboardEvent, useRef, useState } from "react";
import { counted } from "../../flows/words/counted";
import { ProblemNotice } from "../../http/problem-notice";
import { Button } from "../../ui/button";
import { Skeleton } from "../../ui/card";
import { Input } from "../../ui/input";
import { Notice } from "../../ui/notice";
import { StepBar } from "../../ui/step-bar";
import type { CopyWorkspace } from "./copy-choices";
import { OPEN_CELL } from "./matching-cells";
import { type MapDraft, type MatchingRows, NO_DRAFT, openRows, savedMap, wordRows } from "./matching-grid";
import { MatchingTable } from "./matching-table";
import { StepHeading } from "./step-parts";
import type { LoadedMap } from "./use-maps";

interface MatchingStepProps {
  source: { slug: string; name: string };
  /** Null while the flows are still being looked through. */
  rows: MatchingRows | null;
  targets: readonly CopyWorkspace[];
  maps: Readonly<Record<string, LoadedMap>>;
  drafts: Readonly<Record<string, MapDraft>>;
  onFill: (slug: string, changes: Partial<MapDraft>) => void;
  /** Words that were added here. */
  added: readonly string[];
  onAdd: (word: string) => void;
  save: (slug: string, body: object) => Promise<boolean>;
  /** Reads the map into a target again. */
  reload: (slug: string) => void;
  /** Called with a target whose map is saved. */
  onSaved: (slug: string) => void;
  onBack: () => void;
  onNext: () => void;
}

const NO_ROWS: MatchingRows = { references: [], hosts: [], secrets: [], hits: new Map() };

/** Says how much is open, and where, if that is one workspace. */
function openWords(open: readonly { name: string; count: number }[]): string {
  const all = open.reduce((sum, { count }) => sum + count, 0);
  const own = open.filter(({ count }) => count > 0);
  if (all === 0) return "Everything is matched";
  return `${counted(all, "thing")} left to match${own.length === 1 ? `, for ${own[0]?.name}` : ""}`;
}

/** The second step: what stands in each target for what the flows name. It is kept for the next time. */
export function MatchingStep(props: MatchingStepProps) {
  const { source, targets, maps, drafts, onFill, added, onAdd, save, reload } = props;
  const { onSaved, onBack, onNext } = props;
  const rows = props.rows ?? NO_ROWS;
  const [busy, setBusy] = useState(false);
  const grid = useRef<HTMLDivElement>(null);
  const loaded = targets.flatMap((workspace) => {
    const map = maps[workspace.slug]?.map;
    return map ? [{ workspace, map, draft: drafts[workspace.slug] ?? NO_DRAFT }] : [];
  });
  const words = wordRows(
    loaded.map(({ map }) => map),
    added,
  );
  const open = loaded.map(({ workspace, map, draft }) => ({
    name: workspace.name,
    count: openRows(rows, map, draft).length,
  }));
  const isOpen = open.some(({ count }) => count > 0);
  const isLoaded = props.rows !== null && loaded.length === targets.length;
  const isEmpty = rows.references.length + rows.hosts.length + rows.secrets.length + words.length === 0;

  function goToOpen() {
    const cells = [...(grid.current?.querySelectorAll<HTMLElement>(`[${OPEN_CELL}]`) ?? [])];
    const present = document.activeElement;
    const at = present instanceof HTMLElement ? cells.indexOf(present) : -1;
    cells[(at + 1) % Math.max(1, cells.length)]?.focus();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (!event.altKey || event.key !== "ArrowDown") return;
    // In a select it would open the list.
    event.preventDefault();
    goToOpen();
  }

  async function next() {
    setBusy(true);
    const saved = await Promise.all(
      loaded.map(async ({ workspace: { slug }, map, draft }) => {
        const body = savedMap(rows, map, draft);
        const isSaved = body === null || (await save(slug, body));
        if (isSaved) onSaved(slug);
        return isSaved;
      }),
    );
    setBusy(false);
    if (saved.every(Boolean)) onNext();
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are a second way to what the button does.
    <div ref={grid} onKeyDown={onKeyDown} className="flex flex-col gap-4">
      <div>
        <StepHeading arrived>What it becomes there</StepHeading>
        <p className="mt-0.5 max-w-prose text-sm text-muted-foreground">
          What the flows point to at {source.name}, and what stands for it elsewhere. Equal names are filled
          in, and what was chosen for these workspaces before.
        </p>
      </div>
      <MapNotices targets={targets} maps={maps} reload={reload} />
      {isEmpty && !isLoaded ? (
        <div role="status" aria-label="Reading what there is to match">
          <Skeleton className="h-40 w-full" />
        </div>
      ) : isEmpty ? (
        <p className="rounded-lg border bg-card px-4 py-6 text-center text-sm text-muted-foreground">
          The flows name nothing that exists in their own workspace only. You can add words to replace.
        </p>
      ) : (
        <MatchingTable source={source.name} {...{ rows, words, targets, maps, drafts, onFill }} />
      )}
      <NewWord onAdd={onAdd} />
      <StepBar
        label="Matching so far"
        title={isLoaded ? openWords(open) : "Reading what there is to match"}
        actions={
          <>
            <Button variant="ghost" onClick={onBack}>
              Back
            </Button>
            {isOpen ? (
              <Button variant="outline" onClick={goToOpen} aria-keyshortcuts="Alt+ArrowDown">
                Next unmatched
                <kbd aria-hidden className="font-mono text-xs opacity-80 max-sm:hidden">
                  Alt ↓
                </kbd>
              </Button>
            ) : null}
          </>
        }
        next={{
          words: "Next: preview",
          busy,
          disabled: !isLoaded,
          onGo: () => void next(),
        }}
      >
        <p>{isOpen ? "Flows that need it are blocked until then." : "Kept for the next copy."}</p>
      </StepBar>
    </div>
  );
}

/** What went wrong with single maps. */
function MapNotices({ targets, maps, reload }: Pick<MatchingStepProps, "targets" | "maps" | "reload">) {
  return targets.map(({ slug, name }) => {
    const { map = null, problem = null, isMoved = false, lacksLists = false } = maps[slug] ?? {};
    return (
      <div key={slug} className="contents">
        {problem ? <ProblemNotice problem={{ ...problem, title: `${name}: ${problem.title}` }} /> : null}
        {problem && map === null ? (
          <Button variant="outline" className="self-start" onClick={() => reload(slug)}>
            Read it again
          </Button>
        ) : null}
        {isMoved ? (
          <Notice tone="warn" role="alert" title={`Somebody else has saved the matching for ${name}`}>
            Its column shows theirs, with what you filled in here on top. Check it, then go on.
          </Notice>
        ) : null}
        {lacksLists ? (
          <Notice tone="warn" title={`What ${name} has could not be read`}>
            Trillet did not list all of it now, so that its column offers what was seen last.
          </Notice>
        ) : null}
      </div>
    );
  });
}

function NewWord({ onAdd }: { onAdd: (word: string) => void }) {
  const [word, setWord] = useState("");
  function add() {
    if (word.trim() === "") return;
    onAdd(word.trim());
    setWord("");
  }
  return (
    <form
      className="flex flex-wrap items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <Input
        aria-label="Word to replace"
        placeholder="A name or number to replace"
        value={word}
        maxLength={300}
        autoComplete="off"
        onChange={(event) => setWord(event.target.value)}
        className="max-w-72"
      />
      <Button variant="outline" type="submit" disabled={word.trim() === ""}>
        Add word
      </Button>
    </form>
  );
}
