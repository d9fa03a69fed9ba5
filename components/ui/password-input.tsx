"use client";

import { Eye, EyeOff } from "lucide-react";
import { type ComponentProps, useState } from "react";
import { cn } from "./class-names";
import { Input } from "./input";

/** A password field with a button that shows what was typed. */
export function PasswordInput({ className, ...rest }: Omit<ComponentProps<"input">, "type">) {
  const [shown, setShown] = useState(false);
  return (
    <span className="relative block">
      <Input type={shown ? "text" : "password"} className={cn("pr-10", className)} {...rest} />
      <button
        type="button"
        aria-label={shown ? "Hide what I typed" : "Show what I typed"}
        onClick={() => setShown(!shown)}
        className="absolute top-0 right-0 grid size-9 place-items-center rounded-md text-muted-foreground hover:text-foreground"
      >
        {shown ? <EyeOff aria-hidden className="size-4" /> : <Eye aria-hidden className="size-4" />}
      </button>
    </span>
  );
}
