"use client";

import { ChevronDown } from "lucide-react";
import { type FocusEvent, type ReactNode, useState } from "react";
import { Badge } from "../../ui/badge";
import { cn } from "../../ui/class-names";
import { useHydrated } from "../../ui/use-hydrated";
import { counted } from "../words/counted";

interface FormSectionProps {
  /** The id of the heading: `#id` leads here, and `FormOutline` uses the same id. */
  id: string;
  title: string;
  about?: ReactNode;
  /** The number of fields with unsaved edits. */
  edited: number;
  /** The number of wrong fields. */
  errors: number;
  /** Whether the section is folded at first; errors unfold it. Without a value the section does not fold at all. */
  collapsed?: boolean;
  /** Says in a folded section what its content is. */
  summary?: ReactNode;
  children: ReactNode;
}

/** A titled part of a long form that an outline can lead to. */
export function FormSection(props: FormSectionProps) {
  const { id, title, about, edited, errors, collapsed, summary, children } = props;
  const [open, setOpen] = useState(collapsed !== true);
  const [seenErrors, setSeenErrors] = useState(errors);
  if (errors !== seenErrors) {
    setSeenErrors(errors);
    // A person can't correct a folded field, so new errors unfold the section; folding it again by hand stays possible.
    if (errors > seenErrors) setOpen(true);
  }
  const shown = open || collapsed === undefined;
  const bodyId = `${id}-body`;

  /** Unfolds the section after a jump to its heading; the button in the heading folds and unfolds by itself. */
  function onHeadingFocus(event: FocusEvent<HTMLHeadingElement>) {
    if (event.target === event.currentTarget) setOpen(true);
  }

  return (
    <section
      aria-labelledby={id}
      // A focused field must not hide behind the jump menu, which covers the top of screens narrower than `xl`.
      className="min-w-0 rounded-lg border bg-card text-card-foreground shadow-xs max-lg:**:scroll-mt-12"
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-3 sm:px-5">
        <h2
          id={id}
          tabIndex={-1}
          onFocus={onHeadingFocus}
          className="min-w-0 flex-1 rounded-sm text-base font-semibold"
        >
          {collapsed === undefined ? (
            title
          ) : (
            <FoldButton bodyId={bodyId} open={open} onToggle={() => setOpen(!open)}>
              {title}
            </FoldButton>
          )}
        </h2>
        <SectionBadges edited={edited} errors={errors} />
        {!shown && summary ? <div className="w-full text-sm text-muted-foreground">{summary}</div> : null}
      </div>
      {/* Folded fields stay in the form, so that their texts are still sent. */}
      <div id={bodyId} hidden={!shown} className="border-t px-4 py-4 sm:px-5">
        <div className="flex flex-col divide-y *:py-3.5 *:first:pt-0 *:last:pb-0">
          {about ? <div className="text-sm text-muted-foreground">{about}</div> : null}
          {children}
        </div>
      </div>
    </section>
  );
}

interface FoldButtonProps {
  bodyId: string;
  open: boolean;
  onToggle: () => void;
  children: ReactNode;
}

function FoldButton({ bodyId, open, onToggle, children }: FoldButtonProps) {
  const hydrated = useHydrated();
  return (
    <button
      type="button"
      aria-expanded={open}
      aria-controls={bodyId}
      disabled={!hydrated}
      onClick={onToggle}
      className="flex w-full items-center gap-2 rounded-sm text-left"
    >
      <ChevronDown
        aria-hidden
        className={cn("size-4 shrink-0 transition-transform", !open && "-rotate-90")}
      />
      {children}
    </button>
  );
}

function SectionBadges({ edited, errors }: { edited: number; errors: number }) {
  if (edited === 0 && errors === 0) return null;
  return (
    <div className="flex gap-1.5">
      {edited > 0 ? <Badge tone="warn">{edited} changed</Badge> : null}
      {errors > 0 ? <Badge tone="bad">{counted(errors, "error")}</Badge> : null}
    </div>
  );
}
