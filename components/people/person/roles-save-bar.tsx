"use client";

import { useEffect, useRef } from "react";
import type { Role } from "@/lib/identity/roles";
import { Button } from "../../ui/button";
import { namesInWords, roleWord } from "../role-words";

interface RolesSaveBarProps {
  /** The workspaces whose role changes, with the role that counts then. */
  changed: { name: string; role: Role | null }[];
  busy: boolean;
  onSave: () => void;
  onDiscard: () => void;
}

/** Says what a draft of roles changes, and saves it. It is there only while there is a draft. */
export function RolesSaveBar({ changed, busy, onSave, onDiscard }: RolesSaveBarProps) {
  const save = useRef(onSave);
  const dirty = changed.length > 0;
  useEffect(() => {
    save.current = onSave;
  });
  useEffect(() => {
    if (!dirty || busy) return;
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
      // The browser would save the page as a file.
      event.preventDefault();
      if (!document.querySelector('[role="dialog"], [role="alertdialog"]')) save.current();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [dirty, busy]);

  return (
    <div className="sticky bottom-3 z-10 mt-3">
      <div role="status" className="sr-only">
        {dirty ? changeWords(changed) : ""}
      </div>
      {dirty ? (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg border bg-raised px-4 py-3 shadow-bar">
          <div className="min-w-0 flex-1 basis-64 text-sm">
            <p>
              <span className="font-semibold">
                {changed.length} {changed.length === 1 ? "role changes" : "roles change"}
              </span>{" "}
              <span className="text-muted-foreground">· {changeWords(changed)}</span>
            </p>
            <p className="text-xs text-muted-foreground">Counts from the next request of that person</p>
          </div>
          <div className="flex items-center gap-2">
            <Button variant="ghost" disabled={busy} onClick={onDiscard}>
              Discard
            </Button>
            <Button busy={busy} aria-keyshortcuts="Control+S" onClick={onSave}>
              Save roles
            </Button>
          </div>
        </div>
      ) : null}
    </div>
  );
}

/** Returns "editor in Harbour Dental and Elm Street Pharmacy, no access to Riverside Fitness". */
function changeWords(changed: RolesSaveBarProps["changed"]): string {
  const byRole = new Map<Role | null, string[]>();
  for (const { name, role } of changed) byRole.set(role, [...(byRole.get(role) ?? []), name]);
  return [...byRole]
    .map(([role, names]) => `${roleWord(role)} ${role === null ? "to" : "in"} ${namesInWords(names)}`)
    .join(", ");
}
