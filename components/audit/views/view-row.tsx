"use client";

import { Check, Pencil, Replace, Trash2 } from "lucide-react";
import { type FormEvent, type ReactNode, useState } from "react";
import { VIEW_NAME } from "@/lib/audit/rules";
import type { SavedView } from "@/lib/audit/saved-views";
import { AppLink } from "../../ui/app-link";
import { Button } from "../../ui/button";
import { Input } from "../../ui/input";

interface ViewRowProps {
  view: SavedView;
  href: string;
  /** Whether its search is the present one. */
  opened: boolean;
  busy: boolean;
  /** The present search; "" when nothing is filtered. */
  present: string;
  onOpen: () => void;
  /** Returns whether it worked. */
  onChange: (what: { name?: string; query?: string }) => Promise<boolean>;
  onRemove: () => void;
}

/** One saved view: a link, and its buttons. */
export function ViewRow(props: ViewRowProps) {
  const { view, href, opened, busy, present, onOpen, onChange, onRemove } = props;
  const [renaming, setRenaming] = useState(false);
  const [renamed, setRenamed] = useState(false);
  /** The form disappears, and would take the focus with it. */
  function endRenaming() {
    setRenaming(false);
    setRenamed(true);
  }
  if (renaming) {
    return (
      <li>
        <RenameForm
          name={view.name}
          busy={busy}
          onRename={async (name) => {
            if (name === view.name || (await onChange({ name }))) endRenaming();
          }}
          onCancel={endRenaming}
        />
      </li>
    );
  }
  return (
    <li className="flex items-center gap-0.5">
      <AppLink
        href={href}
        onClick={onOpen}
        aria-current={opened ? "true" : undefined}
        className="flex min-h-8 min-w-0 flex-1 items-center gap-2 rounded-md px-2 py-1 text-sm hover:bg-accent hover:text-accent-foreground"
      >
        <Check aria-hidden className={opened ? "size-4 shrink-0" : "invisible size-4 shrink-0"} />
        <span className="min-w-0 wrap-anywhere">{view.name}</span>
      </AppLink>
      <RowButton
        label={`Rename ${view.name}`}
        busy={busy}
        autoFocus={renamed}
        onClick={() => setRenaming(true)}
      >
        <Pencil aria-hidden />
      </RowButton>
      {present === "" || opened ? null : (
        <RowButton
          label={`Replace ${view.name} with the present search`}
          busy={busy}
          onClick={() => void onChange({ query: present })}
        >
          <Replace aria-hidden />
        </RowButton>
      )}
      <RowButton label={`Remove ${view.name}`} busy={busy} onClick={onRemove}>
        <Trash2 aria-hidden />
      </RowButton>
    </li>
  );
}

interface RowButtonProps {
  label: string;
  busy: boolean;
  /** Whether it takes the focus when it appears. */
  autoFocus?: boolean;
  onClick: () => void;
  children: ReactNode;
}

function RowButton({ label, busy, autoFocus = false, onClick, children }: RowButtonProps) {
  return (
    <Button
      variant="ghost"
      size="icon-sm"
      aria-label={label}
      title={label}
      disabled={busy}
      autoFocus={autoFocus}
      onClick={onClick}
    >
      {children}
    </Button>
  );
}

interface RenameFormProps {
  name: string;
  busy: boolean;
  onRename: (name: string) => Promise<void>;
  onCancel: () => void;
}

function RenameForm({ name, busy, onRename, onCancel }: RenameFormProps) {
  const [text, setText] = useState(name);
  function submit(event: FormEvent) {
    event.preventDefault();
    if (text.trim() !== "") void onRename(text.trim());
  }
  return (
    <form onSubmit={submit} className="flex flex-wrap gap-1.5 py-1">
      <Input
        autoFocus
        aria-label={`New name of ${name}`}
        value={text}
        maxLength={VIEW_NAME.longest}
        className="min-w-32 flex-1"
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" busy={busy} disabled={text.trim() === ""}>
        Rename
      </Button>
      <Button variant="ghost" onClick={onCancel}>
        Cancel
      </Button>
    </form>
  );
}
