"use client";

import { ChevronDown } from "lucide-react";
import { type KeyboardEvent, type Ref, useRef, useState } from "react";
import { cn } from "../../ui/class-names";
import { useHydrated } from "../../ui/use-hydrated";
import { type OutlineSection, sectionMarks, useSectionInView } from "./section-marks";

interface FormOutlineProps {
  sections: readonly OutlineSection[];
  /** The name of the navigation, for screen readers. */
  label?: string;
}

/**
 * The outline of a long form: a column beside the form on wide screens (`xl`), a menu above it on narrower ones; both
 * stay in view. Put outline and sections into one grid, `xl:grid xl:grid-cols-[12rem_minmax(0,1fr)] xl:gap-6`.
 */
export function FormOutline({ sections, label = "Sections of this form" }: FormOutlineProps) {
  const [open, setOpen] = useState(false);
  const toggle = useRef<HTMLButtonElement>(null);
  const current = useSectionInView(sections.map(({ id }) => id));
  const here = sections.find(({ id }) => id === current) ?? sections[0];

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "Escape" || !open) return;
    setOpen(false);
    toggle.current?.focus();
  }

  return (
    <nav
      aria-label={label}
      onKeyDown={onKeyDown}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
      }}
      className="z-20 max-xl:sticky max-xl:top-0 max-xl:-mx-4 max-xl:border-b max-xl:bg-background max-xl:px-4 max-lg:top-13 max-xl:sm:-mx-6 max-xl:sm:px-6 max-xl:lg:-mx-8 max-xl:lg:px-8 xl:sticky xl:top-6 xl:self-start"
    >
      <JumpButton ref={toggle} open={open} onToggle={() => setOpen(!open)} here={here} sections={sections} />
      <ol
        id="form-outline-links"
        className={cn(
          "max-xl:absolute max-xl:inset-x-0 max-xl:top-full max-xl:max-h-[70dvh] max-xl:overflow-y-auto max-xl:border-b max-xl:bg-popover max-xl:px-4 max-xl:py-2 max-xl:shadow-lg xl:max-h-[calc(100dvh-9rem)] xl:overflow-y-auto xl:border-l",
          !open && "max-xl:hidden",
        )}
      >
        {sections.map((section, position) => (
          <li key={section.id}>
            {section.group === sections[position - 1]?.group ? null : (
              <span
                className={cn(
                  "block px-3 pb-1 text-xs text-muted-foreground xl:-ml-px",
                  position > 0 && "pt-3",
                )}
              >
                {section.group}
              </span>
            )}
            <OutlineLink
              section={section}
              current={section.id === here?.id}
              onFollow={() => setOpen(false)}
            />
          </li>
        ))}
      </ol>
    </nav>
  );
}

interface JumpButtonProps {
  ref: Ref<HTMLButtonElement>;
  open: boolean;
  onToggle: () => void;
  here: OutlineSection | undefined;
  sections: readonly OutlineSection[];
}

/** Opens the menu on narrow screens; shows the present section and the edits and errors of all sections together. */
function JumpButton({ ref, open, onToggle, here, sections }: JumpButtonProps) {
  const hydrated = useHydrated();
  const edited = sections.reduce((sum, section) => sum + section.edited, 0);
  const errors = sections.reduce((sum, section) => sum + section.errors, 0);
  return (
    <button
      ref={ref}
      type="button"
      aria-expanded={open}
      aria-controls="form-outline-links"
      disabled={!hydrated}
      onClick={onToggle}
      className="flex h-11 w-full items-center gap-2 rounded-sm text-left text-sm xl:hidden"
    >
      <span className="text-muted-foreground">Jump to</span>
      <span className="min-w-0 flex-1 truncate font-medium">{here?.title}</span>
      <Marks edited={edited} errors={errors} />
      <ChevronDown aria-hidden className={cn("size-4 shrink-0 transition-transform", open && "rotate-180")} />
    </button>
  );
}

interface OutlineLinkProps {
  section: OutlineSection;
  current: boolean;
  onFollow: () => void;
}

/** A plain link in the page: the browser itself scrolls to the section's heading and focuses it. */
function OutlineLink({ section, current, onFollow }: OutlineLinkProps) {
  return (
    <a
      href={`#${section.id}`}
      aria-current={current ? "location" : undefined}
      onClick={onFollow}
      className={cn(
        "flex items-center gap-2 rounded-md px-3 py-1.5 text-sm text-muted-foreground hover:bg-muted hover:text-foreground focus-visible:outline-offset-0 max-xl:min-h-11 xl:-ml-px xl:rounded-l-none xl:border-l-2 xl:border-transparent",
        current && "font-medium text-foreground max-xl:bg-muted xl:border-primary",
      )}
    >
      <span className="min-w-0 flex-1">{section.title}</span>
      <Marks edited={section.edited} errors={section.errors} />
    </a>
  );
}

/** A dot for unsaved edits and the number of errors, with words for screen readers. */
function Marks({ edited, errors }: { edited: number; errors: number }) {
  const words = sectionMarks({ edited, errors });
  if (words === "") return null;
  return (
    <span className="flex shrink-0 items-center gap-1.5" title={words}>
      <span className="sr-only">({words})</span>
      {edited > 0 ? (
        <span aria-hidden className="size-2 rounded-full bg-lamp ring-1 ring-foreground/30" />
      ) : null}
      {errors > 0 ? (
        <span
          aria-hidden
          className="grid h-5 min-w-5 place-items-center rounded-full bg-destructive px-1 text-xs font-semibold text-destructive-foreground tabular-nums"
        >
          {errors}
        </span>
      ) : null}
    </span>
  );
}
