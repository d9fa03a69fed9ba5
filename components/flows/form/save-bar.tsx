"use client";

import { CircleAlert, CircleCheck, LoaderCircle } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { fieldLabel } from "@/lib/flows/fields/flow-fields";
import { clockText } from "@/lib/time/moment-words";
import { Button } from "../../ui/button";
import { cn } from "../../ui/class-names";
import { useReaderZone } from "../../ui/reader-zone";
import type { KeptIn } from "../drafts/draft-store";
import { fieldPointer } from "../values/nested-values";
import { counted } from "../words/counted";
import { FLOW_FORM_ID, focusFirstError } from "./form-errors";
import type { FormMarks, WrongField } from "./use-form-marks";

/** What was saved last, for as long as the bar says so. */
export interface LastSave {
  /** In milliseconds since 1970. */
  at: number;
  fields: number;
}

interface SaveBarProps {
  marks: FormMarks;
  dirty: boolean;
  busy: boolean;
  /** Whether a change is open: sending again could make it twice. */
  locked: boolean;
  /** Where the unsaved edits are kept; null for nowhere. */
  kept: KeptIn;
  lastSave: LastSave | null;
  /** The outcome of the last write, where there is something to say: it stays in view with the bar. */
  notices: ReactNode;
  onDiscard: () => void;
}

const KEPT = {
  device: "Kept on this device",
  tab: "Kept in this tab only, until it is closed or reloaded",
};

/**
 * Leads to the review of an edit form, and says what is not saved, what is wrong, and what became of the last save. It is as
 * wide as the form, and stays in view while there is anything to say.
 */
export function SaveBar(props: SaveBarProps) {
  const { marks, dirty, busy, locked, kept, lastSave, notices, onDiscard } = props;
  useSaveShortcut();
  const says = dirty || busy || notices !== null || lastSave !== null;
  const bar = useFocusKept(dirty);
  return (
    <div
      ref={bar}
      tabIndex={-1}
      className={cn(
        "flex flex-col gap-3 rounded-lg border bg-raised px-4 py-3 outline-none",
        // Without anything to say the bar stays at the form's end, so that it covers nothing.
        says && "sticky bottom-3 z-10 shadow-bar",
      )}
    >
      {notices}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <div role="status" className="min-w-0 flex-1 basis-64 text-sm">
          <State marks={marks} busy={busy} dirty={dirty} lastSave={lastSave} />
          {dirty && kept && !busy ? (
            <span className="block text-xs text-muted-foreground">{KEPT[kept]}</span>
          ) : null}
        </div>
        <div className="flex items-center gap-2">
          <Button variant="ghost" disabled={!dirty || busy} onClick={onDiscard}>
            Discard
          </Button>
          <Button type="submit" busy={busy} disabled={!dirty || locked} aria-keyshortcuts="Control+S">
            Review and save
          </Button>
        </div>
      </div>
    </div>
  );
}

/** Both buttons are disabled once nothing is unsaved; whoever pressed one by keyboard goes on from the bar then. */
function useFocusKept(dirty: boolean) {
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const focused = document.activeElement;
    if (!dirty && focused instanceof HTMLButtonElement && focused.disabled && bar.current?.contains(focused))
      bar.current.focus();
  }, [dirty]);
  return bar;
}

/** Ctrl S (or Cmd S) does what the form's button does, while no dialog is open. */
export function useSaveShortcut(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (
        !(event.ctrlKey || event.metaKey) ||
        event.shiftKey ||
        event.altKey ||
        event.key.toLowerCase() !== "s"
      )
        return;
      // The browser would save the page as a file.
      event.preventDefault();
      if (document.querySelector('[role="dialog"], [role="alertdialog"]')) return;
      const form = document.getElementById(FLOW_FORM_ID);
      if (form instanceof HTMLFormElement) form.querySelector<HTMLButtonElement>('[type="submit"]')?.click();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
}

interface StateProps {
  marks: FormMarks;
  busy: boolean;
  dirty: boolean;
  lastSave: LastSave | null;
}

function State({ marks: { edited, wrong }, busy, dirty, lastSave }: StateProps) {
  const zone = useReaderZone();
  const [first] = wrong;
  if (busy)
    return <Line icon={<LoaderCircle aria-hidden className={cn(ICON, "animate-spin")} />}>Saving</Line>;
  if (dirty && first) {
    return (
      <Line icon={<CircleAlert aria-hidden className={cn(ICON, "text-destructive")} />}>
        <b className="font-semibold">
          {counted(wrong.length, "error")}, {unsaved(edited.length)}
        </b>{" "}
        · <FirstError field={first} />
      </Line>
    );
  }
  if (dirty) {
    return (
      <Line
        icon={
          <span aria-hidden className="size-2.5 shrink-0 rounded-full bg-lamp ring-1 ring-foreground/20" />
        }
      >
        <b className="font-semibold">{unsaved(edited.length)}</b>
        <span className="text-muted-foreground"> · {edited.map(labelOf).join(", ")}</span>
      </Line>
    );
  }
  if (lastSave) {
    return (
      <Line icon={<CircleCheck aria-hidden className={cn(ICON, "text-success")} />}>
        <b className="font-semibold">Saved at {clockText(lastSave.at, zone)}</b>
        <span className="text-muted-foreground">
          {" "}
          · {counted(lastSave.fields, "change")} {lastSave.fields === 1 ? "is" : "are"} live
        </span>
      </Line>
    );
  }
  return <span className="text-muted-foreground">No changes</span>;
}

const ICON = "size-4 shrink-0";

function Line({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <span className="flex min-w-0 items-center gap-2.5">
      {icon}
      <span className="line-clamp-2 min-w-0">{children}</span>
    </span>
  );
}

/** The errors of a form may be 3,000 pixels away: this goes to the first of them in the order of the page. */
function FirstError({ field }: { field: WrongField }) {
  return (
    <button
      type="button"
      className="rounded-sm text-left text-link underline-offset-4 hover:underline"
      onClick={() => focusFirstError()}
    >
      {labelOf(field.name)}
      {field.message ? `: ${field.message}` : null}
    </button>
  );
}

function unsaved(count: number): string {
  return `${counted(count, "change")} not saved`;
}

function labelOf(name: string): string {
  return fieldLabel(fieldPointer(name));
}
