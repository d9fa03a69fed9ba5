"use client";

import { ChevronDown, ChevronRight } from "lucide-react";
import { type ReactNode, useState } from "react";
import { fieldLabel } from "@/lib/flows/fields/flow-fields";
import { flowKindLabel, flowPathSegment } from "@/lib/flows/model/flow";
import type { FieldError } from "@/lib/json/json-pointer";
import { AppLink } from "../../ui/app-link";
import { Badge, type BadgeTone } from "../../ui/badge";
import { Button } from "../../ui/button";
import { GivenName } from "../../ui/given-name";
import { useHydrated } from "../../ui/use-hydrated";
import { counted } from "../words/counted";
import { GapField } from "./gap-field";
import { type Fills, type Gap, isComplete } from "./gaps";
import type { PreviewedFlow } from "./preview-flows";

interface ImportItemProps {
  /** The workspace's slug. */
  workspace: string;
  flow: PreviewedFlow;
  gaps: readonly Gap[];
  fills: Fills;
  isOut: boolean;
  /** Whether another of the brought flows has its name. */
  isTwin: boolean;
  /** What the portal said of it when it was sent. */
  errors: readonly FieldError[];
  onFill: (key: string, fill: string | undefined) => void;
  onLeave: (isOut: boolean) => void;
}

function stateOf({ isOut, errors, gaps, fills }: ImportItemProps): { word: string; tone: BadgeTone } {
  if (isOut) return { word: "Left out", tone: "neutral" };
  if (errors.length > 0) return { word: "Refused", tone: "bad" };
  return isComplete(gaps, fills) ? { word: "Ready", tone: "good" } : { word: "To complete", tone: "warn" };
}

/** One flow that was brought: what it would be, what it lacks, and what of its document does not come along. */
export function ImportItem(props: ImportItemProps) {
  const { workspace, flow, gaps, fills, isOut, errors, onFill, onLeave } = props;
  const [open, setOpen] = useState(false);
  const hydrated = useHydrated();
  const { word, tone } = stateOf(props);
  const name = flow.name || "Flow without a name";
  const hasMore = flow.dropped.length + flow.mapped.length > 0;
  const Icon = open ? ChevronDown : ChevronRight;
  const more = [
    flow.mapped.length > 0 ? `${flow.mapped.length} matched` : "",
    flow.dropped.length > 0 ? `${counted(flow.dropped.length, "field")} left behind` : "",
  ];
  return (
    <li aria-label={name} className="flex flex-col gap-3 px-4 py-3">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-1.5">
        <div className="min-w-0 flex-1 basis-64">
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm font-medium wrap-anywhere">
            <GivenName>{name}</GivenName>
            <Badge tone={tone}>{word}</Badge>
          </p>
          <p className="text-sm text-muted-foreground wrap-anywhere">
            {flowKindLabel(flow.kind)} · <GivenName>{flow.file}</GivenName>
          </p>
        </div>
        {hasMore ? (
          <button
            type="button"
            aria-expanded={open}
            disabled={!hydrated}
            onClick={() => setOpen(!open)}
            className="flex items-center gap-1 rounded-sm py-1 text-sm text-muted-foreground hover:text-foreground"
          >
            <Icon aria-hidden className="size-4" />
            {more.filter(Boolean).join(", ")}
            <span className="sr-only"> of {name}</span>
          </button>
        ) : null}
        <Button
          size="sm"
          variant={isOut ? "outline" : "ghost"}
          aria-label={isOut ? `Take ${name} in again` : `Leave out ${name}`}
          onClick={() => onLeave(!isOut)}
        >
          {isOut ? "Take in again" : "Leave out"}
        </Button>
      </div>
      {isOut ? null : (
        <>
          <Warnings {...props} />
          {errors.map(({ path, message }) => (
            <p key={`${path} ${message}`} className="text-sm text-destructive">
              {path === "" ? message : `${fieldLabel(path)}: ${message}`}
            </p>
          ))}
          {gaps.length > 0 ? (
            <div className="grid gap-4 sm:grid-cols-2">
              {gaps.map((gap) => (
                <GapField
                  key={gap.key}
                  gap={gap}
                  workspace={workspace}
                  flow={name}
                  fill={fills[gap.key]}
                  onFill={(fill) => onFill(gap.key, fill)}
                />
              ))}
            </div>
          ) : null}
        </>
      )}
      {open ? <Details flow={flow} /> : null}
    </li>
  );
}

/** Names that are there already: nothing is overwritten, so there would be two. */
function Warnings({ workspace, flow, isTwin }: ImportItemProps) {
  const [same] = flow.sameName;
  return (
    <>
      {same ? (
        <p className="text-sm text-warning">
          {flow.sameName.length === 1 ? "A flow" : `${flow.sameName.length} flows`} of this name{" "}
          {flow.sameName.length === 1 ? "is" : "are"} here already, and{" "}
          {flow.sameName.length === 1 ? "stays" : "stay"} as{" "}
          {flow.sameName.length === 1 ? "it is" : "they are"}:{" "}
          <AppLink
            href={`/${workspace}/${flowPathSegment(flow.kind)}/${same.id}`}
            className="rounded-sm font-medium underline"
          >
            <GivenName>{same.name}</GivenName>
          </AppLink>
        </p>
      ) : null}
      {isTwin ? (
        <p className="text-sm text-warning">Another of these files has a flow of this name. Both are made.</p>
      ) : null}
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="text-sm">
      <h3 className="mb-1 font-semibold">{title}</h3>
      <ul className="flex list-disc flex-col gap-0.5 pl-5 wrap-anywhere">{children}</ul>
    </section>
  );
}

function Details({ flow: { mapped, dropped } }: { flow: PreviewedFlow }) {
  return (
    <>
      {mapped.length > 0 ? (
        <Part title="Matched by name">
          {mapped.map(({ path, from, to }) => (
            <li key={`${path} ${from.id}`}>
              {fieldLabel(path)}: <GivenName>{to.name || to.id}</GivenName>, here another one of the same name
            </li>
          ))}
        </Part>
      ) : null}
      {dropped.length > 0 ? (
        <Part title="What does not come along">
          {dropped.map(({ path, why }) => (
            <li key={`${path} ${why}`}>
              {fieldLabel(path)}: {why}
            </li>
          ))}
        </Part>
      ) : null}
    </>
  );
}
