"use client";

import { type FormEvent, useState } from "react";
import { VIEW_NAME } from "@/lib/audit/rules";
import { Button } from "../../ui/button";
import { Field } from "../../ui/field";
import { Input } from "../../ui/input";

interface SaveViewFormProps {
  busy: boolean;
  error: string | undefined;
  /** Returns whether it worked. */
  onSave: (name: string) => Promise<boolean>;
}

/** Saves the present search under a name. */
export function SaveViewForm({ busy, error, onSave }: SaveViewFormProps) {
  const [name, setName] = useState("");

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (name.trim() !== "" && (await onSave(name.trim()))) setName("");
  }

  return (
    <form onSubmit={(event) => void submit(event)} className="mt-3 border-t pt-3">
      <Field id="audit-view-name" label="Save the present search as" error={error}>
        {(control) => (
          <div className="flex gap-2">
            <Input
              {...control}
              value={name}
              maxLength={VIEW_NAME.longest}
              placeholder="Failures of last week"
              onChange={(event) => setName(event.target.value)}
            />
            <Button type="submit" busy={busy} disabled={name.trim() === ""}>
              Save
            </Button>
          </div>
        )}
      </Field>
    </form>
  );
}
