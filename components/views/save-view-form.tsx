"use client";

import { type FormEvent, useState } from "react";
import { VIEW_NAME } from "@/lib/audit/rules";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Input } from "../ui/input";

interface SaveViewFormProps {
  busy: boolean;
  error: string | undefined;
  /** A name as people give it. */
  example: string;
  /** Whether the reader may share it. */
  mayShare: boolean;
  /** Returns whether it worked. */
  onSave: (name: string, shared: boolean) => Promise<boolean>;
}

/** Saves the present search under a name. */
export function SaveViewForm({ busy, error, example, mayShare, onSave }: SaveViewFormProps) {
  const [name, setName] = useState("");
  const [shared, setShared] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (name.trim() === "" || !(await onSave(name.trim(), shared))) return;
    setName("");
    setShared(false);
  }

  return (
    <form onSubmit={(event) => void submit(event)} className="mt-3 border-t pt-3">
      <Field id="view-name" label="Save the present search as" error={error}>
        {(control) => (
          <div className="flex gap-2">
            <Input
              {...control}
              value={name}
              maxLength={VIEW_NAME.longest}
              placeholder={example}
              onChange={(event) => setName(event.target.value)}
            />
            <Button type="submit" busy={busy} disabled={name.trim() === ""}>
              Save
            </Button>
          </div>
        )}
      </Field>
      {mayShare ? (
        <label className="mt-2 flex items-center gap-2 text-sm">
          <input
            type="checkbox"
            className="size-4 accent-primary"
            checked={shared}
            onChange={(event) => setShared(event.target.checked)}
          />
          Everybody here sees it
        </label>
      ) : null}
    </form>
  );
}
