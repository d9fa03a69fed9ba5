import { Info, TriangleAlert } from "lucide-react";
import type { WriteEffect } from "@/lib/flows/requests/write-effect";

interface EffectListProps {
  effects: WriteEffect[];
}

/** Side effects of a write, in words. */
export function EffectList({ effects }: EffectListProps) {
  if (effects.length === 0) return null;
  return (
    <ul className="mt-2 flex flex-col gap-2 text-sm">
      {effects.map((effect) => (
        <Effect key={`${effect.code} ${effect.text}`} effect={effect} />
      ))}
    </ul>
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
