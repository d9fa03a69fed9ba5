import { Info, TriangleAlert } from "lucide-react";
import { useId } from "react";
import type { WriteEffect } from "@/lib/flows/requests/write-effect";

interface EffectListProps {
  effects: WriteEffect[];
}

/** The side effects of a write, warnings first; renders nothing when there are none. */
export function EffectList({ effects }: EffectListProps) {
  const heading = useId();
  if (effects.length === 0) return null;
  const ordered = [
    ...effects.filter(({ severity }) => severity === "warn"),
    ...effects.filter(({ severity }) => severity !== "warn"),
  ];
  return (
    <section aria-labelledby={heading}>
      <h3 id={heading} className="text-sm font-semibold">
        What comes with it
      </h3>
      <ul className="mt-2 flex flex-col gap-2 text-sm">
        {ordered.map((effect) => (
          <Effect key={`${effect.code} ${effect.text}`} effect={effect} />
        ))}
      </ul>
    </section>
  );
}

function Effect({ effect: { severity, text } }: { effect: WriteEffect }) {
  const warns = severity === "warn";
  const Icon = warns ? TriangleAlert : Info;
  return (
    <li className="flex items-start gap-2.5 wrap-anywhere">
      <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${warns ? "text-warning" : "text-info"}`} />
      <span>
        {warns ? <span className="sr-only">Warning: </span> : null}
        {text}
      </span>
    </li>
  );
}
