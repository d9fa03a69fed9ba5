"use client";

import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "../../ui/class-names";
import { useFocusOnArrival } from "../../ui/use-focus-on-arrival";

export const STEPS = ["targets", "matching", "preview"] as const;
export type Step = (typeof STEPS)[number];

const LABELS = { targets: "Targets", matching: "Matching", preview: "Preview", receipt: "Receipt" } as const;
const ALL = [...STEPS, "receipt"] as const;

interface StepListProps {
  present: keyof typeof LABELS;
  /** Goes back to an earlier step; without it nothing can be pressed. */
  onGo?: (step: Step) => void;
}

/** The steps of a copy, with the present one marked. Earlier ones can be pressed. */
export function StepList({ present, onGo }: StepListProps) {
  const at = ALL.indexOf(present);
  return (
    <ol aria-label="Steps" className="mb-4 flex flex-wrap items-center gap-x-3 gap-y-1.5 text-sm">
      {ALL.map((step, position) => {
        const isPast = position < at;
        const words = (
          <>
            <span
              aria-hidden
              className={cn(
                "grid size-5.5 place-items-center rounded-full border text-xs font-semibold tabular-nums [&_svg]:size-3.5",
                position === at && "border-primary bg-primary text-primary-foreground",
                isPast && "border-accent bg-accent text-accent-foreground",
              )}
            >
              {isPast ? <Check /> : position + 1}
            </span>
            {/* A phone has room for one name. */}
            <span className={position === at ? undefined : "max-sm:sr-only"}>{LABELS[step]}</span>
          </>
        );
        const classes = "flex items-center gap-2 rounded-md";
        return (
          <li
            key={step}
            aria-current={position === at ? "step" : undefined}
            className={cn(
              "flex items-center gap-3",
              position === at ? "font-semibold" : "text-muted-foreground",
            )}
          >
            {position > 0 ? <span aria-hidden className="h-px w-4 bg-border sm:w-6" /> : null}
            {isPast && onGo && step !== "receipt" ? (
              <button
                type="button"
                onClick={() => onGo(step)}
                className={cn(classes, "hover:text-foreground")}
              >
                {words}
              </button>
            ) : (
              <span className={classes}>{words}</span>
            )}
          </li>
        );
      })}
    </ol>
  );
}

interface StepHeadingProps {
  /** Whether somebody has come here from another step: the heading then takes the focus. */
  arrived: boolean;
  children: ReactNode;
}

export function StepHeading({ arrived, children }: StepHeadingProps) {
  return arrived ? <ArrivedHeading>{children}</ArrivedHeading> : <Heading>{children}</Heading>;
}

function ArrivedHeading({ children }: { children: ReactNode }) {
  const heading = useFocusOnArrival<HTMLHeadingElement>("step");
  return <Heading ref={heading}>{children}</Heading>;
}

function Heading({ children, ref }: { children: ReactNode; ref?: React.Ref<HTMLHeadingElement> }) {
  return (
    <h2 ref={ref} tabIndex={-1} className="rounded-sm text-base font-semibold outline-none">
      {children}
    </h2>
  );
}
