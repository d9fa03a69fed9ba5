import { cn } from "../ui/class-names";

const HUES = [205, 155, 78, 27, 290, 340, 240, 120];

/** A workspace's initial on a colour of its own, so that two workspaces are told apart at a glance. */
export function WorkspaceMark({ name, className }: { name: string; className?: string }) {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 997;
  const hue = HUES[sum % HUES.length] ?? 205;
  return (
    <span
      aria-hidden
      style={{ backgroundColor: `oklch(0.42 0.075 ${hue})` }}
      className={cn(
        "grid size-7 shrink-0 place-items-center rounded-md text-xs font-semibold text-white",
        className,
      )}
    >
      {name.trim().slice(0, 1).toUpperCase() || "?"}
    </span>
  );
}
