"use client";

import { LoaderCircle, Search } from "lucide-react";
import { useEffect, useState } from "react";
import { Input } from "../ui/input";
import { useListParams } from "./use-list-params";

const PAUSE_MS = 300;

/** A search field that follows the address, and changes the address when typing pauses. `/` leads to it (`RowKeys`). */
export function SearchBox({ label, name = "q" }: { label: string; name?: string }) {
  const { params, change, pending } = useListParams();
  const shown = params.get(name) ?? "";
  const [text, setText] = useState(shown);
  const [adopted, setAdopted] = useState(shown);
  // "Clear filters" and the back button change the address under the field; trailing blanks do not count.
  if (shown !== adopted) {
    setAdopted(shown);
    if (shown !== text.trim()) setText(shown);
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: only typing starts the clock, not a new address.
  useEffect(() => {
    if (text.trim() === shown) return;
    const timer = setTimeout(() => change({ [name]: text.trim() }), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);

  const Icon = pending ? LoaderCircle : Search;
  return (
    <div className="group/search relative min-w-40 flex-1 basis-56">
      <Icon
        aria-hidden
        className={`pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-muted-foreground ${pending ? "animate-spin" : ""}`}
      />
      <Input
        type="search"
        aria-label={label}
        placeholder={label}
        value={text}
        onChange={(event) => setText(event.target.value)}
        className="h-8 pl-8"
      />
      {name === "q" ? (
        <kbd
          aria-hidden
          className="pointer-events-none absolute top-1.5 right-2 rounded-sm border px-1.5 font-mono text-xs text-muted-foreground group-focus-within/search:hidden group-has-[input:not(:placeholder-shown)]/search:hidden max-sm:hidden"
        >
          /
        </kbd>
      ) : null}
    </div>
  );
}
