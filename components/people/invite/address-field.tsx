"use client";

import { X } from "lucide-react";
import { type ClipboardEvent, type KeyboardEvent, useRef } from "react";
import { type ListedAddress, looksLikeAddress, readAddressList } from "@/lib/text/address-list";
import { cn } from "../../ui/class-names";
import { Label } from "../../ui/field";
import { useHydrated } from "../../ui/use-hydrated";

interface AddressFieldProps {
  people: ListedAddress[];
  /** What is typed and not yet a part of the list. */
  text: string;
  error: string | undefined;
  onChange: (people: ListedAddress[], text: string) => void;
}

/** Puts what was typed or pasted behind the addresses that are there. */
export function withTyped(people: readonly ListedAddress[], text: string): ListedAddress[] {
  const added = readAddressList(text);
  const known = new Set(people.map(({ email }) => email.toLowerCase()));
  return [...people, ...added.filter(({ email }) => !known.has(email.toLowerCase()))];
}

/** Returns what is wrong with a list, in words; undefined for nothing. */
export function addressFault(people: readonly ListedAddress[]): string | undefined {
  const wrong = people.filter(({ email }) => !looksLikeAddress(email));
  if (wrong.length === 0) return people.length === 0 ? "Give at least one e-mail address" : undefined;
  const names = wrong.map(({ email }) => email).join(", ");
  return wrong.length === 1 ? `${names} is not an e-mail address` : `These are no e-mail addresses: ${names}`;
}

/** Takes addresses, typed or pasted as a list, and shows each as a tag that can be removed. */
export function AddressField({ people, text, error, onChange }: AddressFieldProps) {
  const hydrated = useHydrated();
  const field = useRef<HTMLInputElement>(null);
  const take = (typed: string) => onChange(withTyped(people, typed), "");
  const remove = (email: string) => {
    onChange(
      people.filter((person) => person.email !== email),
      text,
    );
    // The tag disappears, and would take the focus with it.
    field.current?.focus();
  };

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    const ends = event.key === "," || event.key === ";" || event.key === "Enter";
    if (ends && text.trim() !== "") {
      event.preventDefault();
      take(text);
    }
    const last = people.at(-1);
    if (event.key === "Backspace" && text === "" && last) remove(last.email);
  }

  function onPaste(event: ClipboardEvent<HTMLInputElement>) {
    const pasted = event.clipboardData.getData("text");
    // A part of an address is edited on as text.
    if (!pasted.includes("@")) return;
    event.preventDefault();
    take(`${text}${pasted}`);
  }

  return (
    <div className="flex flex-col gap-1.5">
      <Label htmlFor="invite-addresses">E-mail addresses</Label>
      <div className="flex max-h-48 flex-wrap items-center gap-1.5 overflow-y-auto rounded-md border border-input bg-card p-1.5 shadow-xs focus-within:border-ring has-aria-invalid:border-destructive">
        {people.map(({ email, name }) => (
          <span
            key={email}
            title={name}
            className={cn(
              "inline-flex max-w-full items-center gap-0.5 rounded-sm pl-2 text-sm",
              looksLikeAddress(email)
                ? "bg-accent text-accent-foreground"
                : "bg-destructive-wash text-destructive",
            )}
          >
            <span className="truncate">{email}</span>
            <button
              type="button"
              aria-label={`Remove ${email}`}
              className="grid size-6 shrink-0 place-items-center rounded-sm hover:bg-muted"
              onClick={() => remove(email)}
            >
              <X aria-hidden className="size-3.5" />
            </button>
          </span>
        ))}
        <input
          ref={field}
          id="invite-addresses"
          dir="auto"
          inputMode="email"
          autoComplete="off"
          readOnly={!hydrated}
          value={text}
          placeholder={people.length === 0 ? "Type an address, or paste a list" : "Add, or paste a list"}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? "invite-addresses-error invite-addresses-hint" : "invite-addresses-hint"}
          className="h-7 min-w-40 flex-1 bg-transparent px-1.5 text-lg outline-none placeholder:text-muted-foreground sm:text-base"
          onChange={(event) => onChange(people, event.target.value)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          onBlur={() => (text.trim() === "" ? undefined : take(text))}
        />
      </div>
      {error ? (
        <p id="invite-addresses-error" className="text-sm text-destructive">
          {error}
        </p>
      ) : null}
      <p id="invite-addresses-hint" className="text-sm text-muted-foreground">
        With commas, semicolons or lines between them; names too, as Mia Chen &lt;mia@example.com&gt;.
      </p>
    </div>
  );
}
