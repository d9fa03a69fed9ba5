"use client";

import { ChevronDown, ChevronRight } from "lucide-react";
import type { TransferItemView } from "@/lib/transfers/preview-transfer";
import { counted } from "../../flows/words/counted";
import { Badge } from "../../ui/badge";
import { Button } from "../../ui/button";
import { GivenName } from "../../ui/given-name";
import { useHydrated } from "../../ui/use-hydrated";
import { fieldWords, RESULTS } from "../words/result-words";
import type { ItemChoice } from "./copy-choices";
import { CounterpartChoice } from "./counterpart-choice";
import { ItemDetails } from "./item-details";

interface PreviewItemProps {
  item: TransferItemView;
  itemKey: string;
  source: { workspace: string; flow: string };
  target: string;
  choice: ItemChoice;
  open: boolean;
  /** Whether it is not as it was when somebody last saw it. */
  moved: boolean;
  /** Goes to the matching; null where no step comes before. */
  onMatch: (() => void) | null;
  onToggle: () => void;
  onChoose: (choice: ItemChoice) => void;
}

/** What keeps an item from being sent, each reason once: two places may lack the same thing. */
function reasonsOf(blocked: TransferItemView["blocked"]): string[] {
  return [...new Set(blocked.map(({ message }) => message))];
}

/** What an item's row says in one line. */
function shortWords({ result, why, blocked, changed, conflicts, byHand }: TransferItemView): string {
  // The badge says it where that is all.
  if (why !== null) return why === RESULTS[result].word ? "" : why;
  if (result === "blocked") {
    const [first = "", ...others] = reasonsOf(blocked);
    return others.length === 0 ? first : `${counted(others.length + 1, "thing")} to settle first`;
  }
  if (result === "conflict") return `Both have changed: ${fieldWords(conflicts)}`;
  if (result === "in_step") return "Nothing differs";
  const hand = byHand.length > 0 ? `${byHand.length} by hand` : "";
  if (result === "create") return [counted(changed.length, "field"), hand].filter(Boolean).join(", ");
  return [fieldWords(changed), hand].filter(Boolean).join(" · ");
}

/** One flow in one target: its result, what changes in short, and all of it when it is opened. */
export function PreviewItem(props: PreviewItemProps) {
  const { item, itemKey, source, target, choice, open, moved, onMatch, onToggle, onChoose } = props;
  const hydrated = useHydrated();
  const { word, tone } = RESULTS[item.result];
  const Icon = open ? ChevronDown : ChevronRight;
  const label = `${source.flow} in ${target}`;
  return (
    <li aria-label={label} className="px-4 py-2.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <button
          type="button"
          aria-expanded={open}
          disabled={!hydrated}
          onClick={onToggle}
          className="grid min-w-0 flex-1 basis-72 grid-cols-[auto_minmax(0,1fr)] items-center gap-x-2 rounded-sm text-left sm:grid-cols-[auto_minmax(0,14rem)_6rem_minmax(0,1fr)]"
        >
          <Icon aria-hidden className="size-4 shrink-0 text-muted-foreground" />
          <span className="min-w-0 truncate text-sm font-medium">
            <GivenName>{item.name || source.flow}</GivenName>
          </span>
          <span className="max-sm:col-start-2 max-sm:py-0.5">
            <Badge tone={tone}>{word}</Badge>
          </span>
          <span
            className={`min-w-0 text-sm wrap-anywhere max-sm:col-start-2 ${item.result === "blocked" ? "text-destructive" : "text-muted-foreground"}`}
          >
            {moved ? <strong className="font-semibold text-warning">Has moved. </strong> : null}
            {shortWords(item)}
          </span>
        </button>
        {onMatch && item.blocked.some(({ code }) => code === "not_matched") ? (
          <Button size="sm" variant="outline" aria-label={`Match it: ${label}`} onClick={onMatch}>
            Match it
          </Button>
        ) : null}
        <ItemActions item={item} label={label} choice={choice} onChoose={onChoose} />
      </div>
      {item.why === null && item.result === "blocked" ? <Reasons of={label} blocked={item.blocked} /> : null}
      {open ? (
        <div className="mt-3 min-w-0 pb-1 sm:pl-6">
          <ItemDetails
            item={item}
            itemKey={itemKey}
            source={source.workspace}
            target={target}
            choice={choice}
            onChoose={onChoose}
          />
        </div>
      ) : null}
    </li>
  );
}

/** All that keeps an item from being sent, where the row has no room for it. */
function Reasons({ of, blocked }: { of: string; blocked: TransferItemView["blocked"] }) {
  const reasons = reasonsOf(blocked);
  if (reasons.length < 2) return null;
  return (
    <ul
      aria-label={`What blocks ${of}`}
      className="mt-1.5 flex list-disc flex-col gap-0.5 pl-10 text-sm wrap-anywhere marker:text-destructive"
    >
      {reasons.map((reason) => (
        <li key={reason}>{reason}</li>
      ))}
    </ul>
  );
}

interface ItemActionsProps extends Pick<PreviewItemProps, "item" | "choice" | "onChoose"> {
  /** Names the flow and its target. */
  label: string;
}

/** Which flow there it goes to, where that is a question; or whether it goes at all. */
function ItemActions({ item, label, choice, onChoose }: ItemActionsProps) {
  const { result, counterparts } = item;
  const among = counterparts.length > 0 ? counterparts : (choice.among ?? []);
  if (among.length > 0) {
    return (
      <CounterpartChoice
        label={`What to do with ${label}`}
        among={among}
        choice={choice}
        unsaid={result === "skipped" ? "leaves out" : "blocks"}
        onChoose={onChoose}
      />
    );
  }
  if (result === "in_step" || (result === "skipped" && !choice.skip)) return null;
  const isOut = result === "skipped";
  return (
    <Button
      size="sm"
      variant={isOut ? "outline" : "ghost"}
      aria-label={isOut ? `Take ${label} in again` : `Leave out ${label}`}
      onClick={() => onChoose({ skip: !isOut })}
    >
      {isOut ? "Take in again" : "Leave out"}
    </Button>
  );
}
