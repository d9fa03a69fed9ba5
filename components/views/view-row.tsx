"use client";

import { Check, Pencil, Replace, Trash2, UserRound, UsersRound } from "lucide-react";
import { type FormEvent, type ReactNode, useState } from "react";
import { VIEW_NAME } from "@/lib/audit/rules";
import type { SavedView } from "@/lib/views/saved-views";
import { AppLink } from "../ui/app-link";
import { Button } from "../ui/button";
import { GivenName } from "../ui/given-name";
import { Input } from "../ui/input";
import type { ViewChange } from "./use-saved-views";

interface ViewRowProps {
  view: SavedView;
  href: string;
  /** Whether its search is the present one. */
  opened: boolean;
  busy: boolean;
  /** The present search; "" when nothing is filtered. */
  present: string;
  /** Whether views can be shared here, by this reader. */
  mayShare: boolean;
  /** Whether the reader may remove what others share. */
  mayTidy: boolean;
  onOpen: () => void;
  /** Returns whether it worked. */
  onChange: (what: ViewChange) => Promise<boolean>;
  onRemove: () => void;
}

/** One saved view: a link, and its buttons. */
export function ViewRow(props: ViewRowProps) {
  const { view, href, opened, busy, mayTidy, onOpen, onChange, onRemove } = props;
  const [renaming, setRenaming] = useState(false);
  const [renamed, setRenamed] = useState(false);
  /** The form disappears, and would take the focus with it. */
  function endRenaming() {
    setRenaming(false);
    setRenamed(true);
  }
  const isOwn = view.by === null;
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
        <span className="min-w-0 wrap-anywhere">
          {view.name}
          {view.by === null ? null : (
            <span className="block text-xs text-muted-foreground">
              Shared by <GivenName>{view.by}</GivenName>
            </span>
          )}
        </span>
      </AppLink>
      {isOwn ? <OwnButtons {...props} renamed={renamed} onRename={() => setRenaming(true)} /> : null}
      {isOwn || mayTidy ? (
        <RowButton label={`Remove ${view.name}`} busy={busy} onClick={onRemove}>
          <Trash2 aria-hidden />
        </RowButton>
      ) : null}
    </li>
  );
}

type OwnButtonsProps = ViewRowProps & { renamed: boolean; onRename: () => void };

/** What people do with a view that they made. */
function OwnButtons({ view, opened, busy, present, mayShare, onChange, renamed, onRename }: OwnButtonsProps) {
  return (
    <>
      <RowButton label={`Rename ${view.name}`} busy={busy} autoFocus={renamed} onClick={onRename}>
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
      {mayShare || view.shared ? (
        <RowButton
          label={view.shared ? `Stop sharing ${view.name}` : `Share ${view.name} with everybody here`}
          busy={busy}
          onClick={() => void onChange({ shared: !view.shared })}
        >
          {view.shared ? <UsersRound aria-hidden /> : <UserRound aria-hidden />}
        </RowButton>
      ) : null}
    </>
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
