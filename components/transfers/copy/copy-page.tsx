"use client";

import { useState } from "react";
import type { TransferPreview } from "@/lib/transfers/preview-transfer";
import { ProblemNotice } from "../../http/problem-notice";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";
import { useUnsavedWarning } from "../../ui/unsaved-changes";
import { KINDS_OF_REFERENCES } from "../words/transfer-shapes";
import {
  type CopyChoices,
  type CopyScene,
  type CopyWorkspace,
  FIRST_CHOICES,
  isPuttingBack,
  itemKey,
  shownInFull,
  transferBody,
} from "./copy-choices";
import { type MapDraft, NO_DRAFT, rowsOf } from "./matching-grid";
import { MatchingStep } from "./matching-step";
import { movedItems, withoutStale } from "./moved";
import { PreviewStep } from "./preview-step";
import { type Step, StepList } from "./step-parts";
import { TargetStep } from "./target-step";
import { useMaps } from "./use-maps";
import { useTransferPreview } from "./use-transfer-preview";

interface CopyPageProps {
  scene: CopyScene;
  /** The workspaces to which the person may copy. */
  workspaces: readonly CopyWorkspace[];
  /** Slugs of those that are chosen at first. */
  to: readonly string[];
}

/** Whether a preview has nothing that somebody should match first: all is known, and was seen in a map before. */
function isMatched({ items, targets }: TransferPreview): boolean {
  return items.every(({ target, detail }) => {
    if (detail === null) return false;
    const isSeen = (targets[target]?.mapVersion ?? 0) > 0 || detail.references.length === 0;
    return isSeen && detail.references.every(({ how }) => how !== "open");
  });
}

/** The keys of items with conflicts: they are open from the beginning. */
function conflicting({ items, sources, targets }: TransferPreview): string[] {
  return items
    .filter(({ result }) => result === "conflict")
    .map(({ source, target }) => itemKey(sources[source]?.id ?? "", targets[target]?.workspace ?? ""));
}

/** Whether somebody chooses where the flows go, and what stands there for what; to put them back there is nothing to choose. */
function stepsOf(scene: CopyScene): { first: Step; all: true | null } {
  return isPuttingBack(scene) ? { first: "preview", all: null } : { first: "targets", all: true };
}

/** Copies flows to other workspaces, step by step. Going back keeps everything. */
export function CopyPage({ scene, workspaces, to }: CopyPageProps) {
  const steps = stepsOf(scene);
  const [step, setStep] = useState<Step>(steps.first);
  const [arrived, setArrived] = useState(false);
  const [chosen, setChosen] = useState<readonly string[]>(() =>
    workspaces.filter(({ slug }) => to.includes(slug)).map(({ slug }) => slug),
  );
  const [choices, setChoices] = useState<CopyChoices>(FIRST_CHOICES);
  const [drafts, setDrafts] = useState<Readonly<Record<string, MapDraft>>>({});
  const [added, setAdded] = useState<readonly string[]>([]);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [moved, setMoved] = useState<readonly string[]>([]);
  const [notice, setNotice] = useState<"moved" | "taken back" | null>(null);

  const targets = workspaces.filter(({ slug }) => chosen.includes(slug));
  const slugs = targets.map(({ slug }) => slug);
  // Before the preview each flow is worked out, also where somebody has yet to say which one there it goes to.
  const asked = step === "preview" ? choices : { ...choices, existing: choices.existing ?? "second" };
  const body =
    slugs.length === 0
      ? null
      : {
          ...transferBody(scene, slugs, asked),
          details: shownInFull(scene, slugs, choices, open),
        };
  const state = useTransferPreview(body, (next, before) => {
    const kept = withoutStale(choices, next, before);
    if (kept !== choices) {
      setChoices(kept);
      setNotice("taken back");
    }
    if (step === "preview") openConflicts(next);
  });
  const { preview } = state;
  const openConflicts = (of: TransferPreview) =>
    setOpen((present) => new Set([...present, ...conflicting(of)]));
  const rows = step === "matching" && preview ? rowsOf(preview) : null;
  const kinds =
    rows && KINDS_OF_REFERENCES.filter((kind) => rows.references.some((row) => row.kind === kind));
  const { maps, save, reload } = useMaps(scene.from.slug, slugs, kinds);
  useUnsavedWarning(Object.keys(drafts).length > 0 || Object.keys(choices.items).length > 0);

  function go(next: Step) {
    setStep(next);
    setArrived(true);
    setNotice(null);
    // Maps and lists that were read or saved count from now on.
    if (next === "preview") state.again();
    if (next === "preview" && preview) openConflicts(preview);
  }

  function change(next: CopyChoices) {
    setChoices(next);
    setNotice(null);
  }

  function showStale(next: TransferPreview) {
    const keys = preview ? movedItems(next, preview) : [];
    setMoved(keys);
    state.show(next);
    setOpen((present) => new Set([...present, ...keys]));
    setNotice("moved");
  }

  const forget = (slug: string) =>
    setDrafts((all) => Object.fromEntries(Object.entries(all).filter(([one]) => one !== slug)));

  return (
    <>
      {steps.all ? <StepList present={step} onGo={go} /> : null}
      <MovedNotice notice={notice} />
      {step === "targets" ? (
        <TargetStep
          {...{ scene, workspaces, chosen, choices, arrived }}
          onChoose={(some, on) =>
            setChosen([...chosen.filter((slug) => !some.includes(slug)), ...(on ? some : [])])
          }
          onChooseOnly={setChosen}
          onChange={change}
          maySkip={state.isCurrent && preview !== null && isMatched(preview)}
          onGo={go}
        />
      ) : null}
      {step === "matching" ? (
        <>
          <ProblemNotice problem={state.problem} />
          {state.problem ? (
            <Button variant="outline" className="mt-2 mb-4" onClick={state.again}>
              Try again
            </Button>
          ) : null}
          <MatchingStep
            {...{ rows, targets, maps, drafts, added, save }}
            reload={(slug) => void reload(slug)}
            source={scene.from}
            onFill={(slug, changes) =>
              setDrafts((all) => ({ ...all, [slug]: { ...NO_DRAFT, ...all[slug], ...changes } }))
            }
            onAdd={(word) => setAdded([...added, word])}
            onSaved={forget}
            onBack={() => go("targets")}
            onNext={() => go("preview")}
          />
        </>
      ) : null}
      {step === "preview" ? (
        <PreviewStep
          {...{ scene, targets, choices, state, open, moved }}
          onChange={change}
          onToggle={(key) => {
            const next = new Set(open);
            if (!next.delete(key)) next.add(key);
            setOpen(next);
          }}
          onStale={showStale}
          onBack={steps.all && (() => go("matching"))}
        />
      ) : null}
    </>
  );
}

function MovedNotice({ notice }: { notice: "moved" | "taken back" | null }) {
  if (notice === null) return null;
  return notice === "moved" ? (
    <Notice tone="warn" role="alert" className="mb-4" title="Something has moved since you saw the preview">
      Nothing was sent. What has moved is marked and open below: check it, then copy.
    </Notice>
  ) : (
    <Notice tone="warn" role="alert" className="mb-4" title="A flow was changed meanwhile">
      Your decision was about its earlier text, and is taken back. Decide again below.
    </Notice>
  );
}
