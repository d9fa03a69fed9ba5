"use client";

import type { TransferItemView, TransferPreview } from "@/lib/transfers/preview-transfer";
import { counted } from "../../flows/words/counted";
import { ProblemNotice } from "../../http/problem-notice";
import { WorkspaceMark } from "../../shell/marks";
import { Button } from "../../ui/button";
import { Card, Skeleton } from "../../ui/card";
import { GivenName } from "../../ui/given-name";
import { Tick } from "../../ui/tick";
import {
  type CopyChoices,
  type CopyScene,
  type CopyWorkspace,
  type ItemChoice,
  itemKey,
  withItem,
} from "./copy-choices";
import { PreviewBar } from "./preview-bar";
import { PreviewItem } from "./preview-item";
import { mayActivateNumber } from "./preview-totals";
import { StepHeading } from "./step-parts";
import { DirectionChoice } from "./target-options";
import type { PreviewState } from "./use-transfer-preview";

interface PreviewStepProps {
  scene: CopyScene;
  targets: readonly CopyWorkspace[];
  choices: CopyChoices;
  onChange: (choices: CopyChoices) => void;
  state: PreviewState;
  /** The keys of items that are open. */
  open: ReadonlySet<string>;
  onToggle: (key: string) => void;
  /** The keys of items that have moved since they were seen. */
  moved: readonly string[];
  onStale: (preview: TransferPreview) => void;
  /** Null where no step comes before. */
  onBack: (() => void) | null;
}

/** The third step: what is sent, flow by flow, and what is still to decide. */
export function PreviewStep(props: PreviewStepProps) {
  const { scene, targets, choices, onChange, state, open, onToggle, moved, onStale, onBack } = props;
  const { preview, problem } = state;
  // A preview of other targets says nothing of these.
  const isOfThese =
    preview?.targets.map(({ workspace }) => workspace).join() === targets.map(({ slug }) => slug).join();
  const waiting = isOfThese ? asking(preview) : [];
  return (
    <div className="flex flex-col gap-4">
      <StepHeading arrived>What will be sent</StepHeading>
      <ProblemNotice problem={problem} />
      {problem ? (
        <Button variant="outline" className="self-start" onClick={state.again}>
          Try again
        </Button>
      ) : null}
      {isOfThese ? (
        <>
          {waiting.length > 1 ? (
            <AgreeToAll
              count={waiting.length}
              checked={waiting.every((slug) => choices.mayActivate.includes(slug))}
              onChange={(on) =>
                onChange({
                  ...choices,
                  mayActivate: [
                    ...choices.mayActivate.filter((slug) => !waiting.includes(slug)),
                    ...(on ? waiting : []),
                  ],
                })
              }
            />
          ) : null}
          {preview.items.some((item) => asksDirection(scene, item)) ? (
            <DirectionChoice
              value={choices.direction}
              onChange={(direction) => onChange({ ...choices, direction })}
            />
          ) : null}
          {targets.map((workspace, target) => (
            <PreviewTarget
              key={workspace.slug}
              {...{ scene, workspace, choices, onChange, open, onToggle, moved, onBack }}
              view={preview.targets[target]}
              items={preview.items.filter((item) => item.target === target)}
              asks={waiting.includes(workspace.slug)}
            />
          ))}
        </>
      ) : problem ? null : (
        <div role="status" aria-label="Working it out" className="flex flex-col gap-3">
          <Skeleton className="h-24 w-full" />
          <Skeleton className="h-24 w-full" />
        </div>
      )}
      <PreviewBar
        {...{ scene, targets, choices, onChange, state, onStale, onBack }}
        preview={isOfThese ? preview : null}
      />
    </div>
  );
}

/** Whether a new flow needs another direction than its source. The choice stays in view once it is made. */
function asksDirection({ sources }: CopyScene, { source, flow, result }: TransferItemView): boolean {
  const isNew = flow === null && (result === "create" || result === "blocked");
  return isNew && sources[source]?.isInbound === true;
}

/** The targets in which a new flow may activate a waiting number, by slug. */
function asking({ items, targets }: TransferPreview): string[] {
  const places = new Set(items.filter(mayActivateNumber).map(({ target }) => target));
  return targets.filter((_, place) => places.has(place)).map(({ workspace }) => workspace);
}

function AgreeToAll(props: { count: number; checked: boolean; onChange: (on: boolean) => void }) {
  return (
    <div className="rounded-lg border border-warning/40 bg-warning-wash px-4 py-2">
      <Tick
        label={`In all ${props.count} workspaces, new flows may activate a waiting phone number of their agent`}
        hint="Trillet does that by itself when a call flow with such an agent is created."
        checked={props.checked}
        onChange={props.onChange}
      />
    </div>
  );
}

interface PreviewTargetProps
  extends Pick<
    PreviewStepProps,
    "scene" | "choices" | "onChange" | "open" | "onToggle" | "moved" | "onBack"
  > {
  workspace: CopyWorkspace;
  view: TransferPreview["targets"][number] | undefined;
  items: readonly TransferItemView[];
  /** Whether a new flow may activate a number there. */
  asks: boolean;
}

/** What goes to one workspace. */
function PreviewTarget(props: PreviewTargetProps) {
  const { scene, workspace, choices, onChange, open, onToggle, moved, onBack, view, items, asks } = props;
  const { slug, name, colour } = workspace;
  return (
    <Card className="overflow-hidden">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1 border-b bg-muted px-4 py-2.5">
        <WorkspaceMark name={name} colour={colour} className="size-6 text-[0.625rem]" />
        <h3 className="min-w-0 text-sm font-medium wrap-anywhere">
          <GivenName>{name}</GivenName>
        </h3>
        <span className="ml-auto text-sm text-muted-foreground">
          {view && view.requests > 0 ? counted(view.requests, "request") : "Nothing to send"}
        </span>
      </div>
      {asks ? (
        <div className="border-b bg-warning-wash/50 px-4 py-1.5">
          <Tick
            label="A new flow may activate a waiting phone number of its agent"
            checked={choices.mayActivate.includes(slug)}
            onChange={(on) =>
              onChange({
                ...choices,
                mayActivate: on
                  ? [...choices.mayActivate, slug]
                  : choices.mayActivate.filter((one) => one !== slug),
              })
            }
          />
        </div>
      ) : null}
      <ul aria-label={`Flows to ${name}`} className="divide-y">
        {items.map((item) => {
          const source = scene.sources[item.source];
          const key = itemKey(source?.id ?? "", slug);
          return (
            <PreviewItem
              key={key}
              item={item}
              itemKey={key}
              source={{ workspace: scene.from.name, flow: source?.name || "Flow without a name" }}
              target={name}
              choice={choices.items[key] ?? NO_CHOICE}
              open={open.has(key)}
              moved={moved.includes(key)}
              onMatch={onBack}
              onToggle={() => onToggle(key)}
              onChoose={(choice) => onChange(withItem(choices, key, choice))}
            />
          );
        })}
      </ul>
    </Card>
  );
}

const NO_CHOICE: ItemChoice = {};
