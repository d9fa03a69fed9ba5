import { Command } from "cmdk";
import { Check } from "lucide-react";
import { cn } from "./class-names";

/** The line that one types into to find an entry. */
export function PickerInput({
  value,
  placeholder,
  onChange,
}: {
  value: string;
  placeholder: string;
  onChange: (typed: string) => void;
}) {
  return (
    <Command.Input
      value={value}
      onValueChange={onChange}
      placeholder={placeholder}
      className="h-10 w-full border-b bg-transparent px-3 text-lg outline-none placeholder:text-muted-foreground sm:text-base"
    />
  );
}

interface PickerEntryProps {
  /** The entry's key within the list; not empty, and different from every other. */
  value: string;
  label: string;
  /** Shown small at the end. */
  hint: string;
  chosen: boolean;
  onChoose: () => void;
}

/** One entry of a list to choose from by typing, with a tick where it is the chosen one. */
export function PickerEntry({ value, label, hint, chosen, onChoose }: PickerEntryProps) {
  return (
    <Command.Item
      value={value}
      onSelect={onChoose}
      className="flex cursor-pointer items-center gap-2 rounded-md px-2 py-1.5 text-sm data-[selected=true]:bg-accent data-[selected=true]:text-accent-foreground"
    >
      <Check aria-hidden className={cn("size-4 shrink-0", !chosen && "invisible")} />
      <span className="min-w-0 flex-1 wrap-anywhere">
        {label}
        {chosen ? <span className="sr-only"> (chosen)</span> : null}
      </span>
      {hint ? <span className="shrink-0 text-xs text-muted-foreground tabular-nums">{hint}</span> : null}
    </Command.Item>
  );
}
