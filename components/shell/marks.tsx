import { colourOf, initialsOf } from "@/lib/workspaces/colours";
import { cn } from "../ui/class-names";
import { GivenName } from "../ui/given-name";

/** The product's sign: two jacks, a patch cord and a lamp. */
export function Wordmark({ className }: { className?: string }) {
  return (
    <span className={cn("inline-flex items-center gap-2 text-base font-semibold tracking-tight", className)}>
      <svg aria-hidden viewBox="0 0 32 32" className="size-6 shrink-0">
        <rect width="32" height="32" rx="8" fill="#12333a" />
        <g fill="none" stroke="#cfe3e3" strokeWidth="2.2">
          <circle cx="10" cy="10" r="3.2" />
          <circle cx="22" cy="22" r="3.2" />
          <path d="M10 13.4v3.1a5.5 5.5 0 0 0 5.5 5.5h3.1" strokeLinecap="round" />
        </g>
        <circle cx="22" cy="10" r="3.4" fill="#f2b33d" />
      </svg>
      Switchboard
    </span>
  );
}

/** A workspace's two letters on the colour that was chosen for it. */
export function WorkspaceMark({
  name,
  colour,
  className,
}: {
  name: string;
  colour: number;
  className?: string;
}) {
  return (
    <span
      aria-hidden
      style={{ backgroundColor: colourOf(colour) }}
      className={cn(
        "grid size-7 shrink-0 place-items-center rounded-md text-xs font-semibold text-white",
        className,
      )}
    >
      {initialsOf(name)}
    </span>
  );
}

/** A workspace within a line: a small mark, and its name as far as there is room. */
export function WorkspaceInLine({ workspace }: { workspace: { name: string; colour: number } }) {
  const { name, colour } = workspace;
  return (
    <span className="flex min-w-0 items-center gap-2 text-muted-foreground">
      <WorkspaceMark name={name} colour={colour} className="size-4.5 rounded-sm text-[0.5625rem]" />
      <span className="truncate">
        <GivenName>{name}</GivenName>
      </span>
    </span>
  );
}
