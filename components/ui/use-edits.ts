"use client";

import { useState } from "react";
import { useUnsavedWarning } from "./unsaved-changes";

type Values = Record<string, unknown>;
type Name<All extends Values> = keyof All & string;

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

interface Edits<All extends Values> {
  /** What the form shows: what is stored, and over it what was edited. */
  values: All;
  /** What differs from what is stored. */
  changes: Partial<All>;
  isEdited: boolean;
  edit: (part: Partial<All>) => void;
  /** Ends the edits that were sent, and no other: somebody may have gone on while the request was under way. */
  endEdits: (sent: Partial<All>) => void;
}

/**
 * What somebody edits of what is stored. An edit outlasts the page's being drawn anew, for whatever reason that is, until it
 * was saved; and what nobody edits follows what is stored. Leaving the page asks first.
 *
 * @param stored plain values, which are compared as JSON
 */
export function useEdits<All extends Values>(stored: All): Edits<All> {
  const [edits, setEdits] = useState<Partial<All>>({});
  const values = { ...stored, ...edits };
  const changes: Partial<All> = {};
  for (const name of Object.keys(edits) as Name<All>[])
    if (!isSame(values[name], stored[name])) changes[name] = values[name];
  const isEdited = Object.keys(changes).length > 0;
  useUnsavedWarning(isEdited);
  return {
    values,
    changes,
    isEdited,
    edit: (part) => setEdits((now) => ({ ...now, ...part })),
    endEdits: (sent) =>
      setEdits((now) => {
        const left = { ...now };
        for (const name of Object.keys(sent) as Name<All>[])
          if (isSame(now[name], sent[name])) delete left[name];
        return left;
      }),
  };
}
