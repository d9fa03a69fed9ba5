"use client";

import { createContext, type ReactNode, useContext, useMemo } from "react";
import type { KeptValue } from "@/lib/flows/model/call-flow";
import type { FlowKind } from "@/lib/flows/model/flow";

/** The surroundings that the fields of a form need to know. */
interface FormKind {
  kind: FlowKind;
  /** Whether the form makes a new flow or changes one. */
  mode: "create" | "update";
  /** The workspace's address under `/api`. */
  workspaceApiPath: string;
  /**
   * Fields with a text that can't be sent yet, such as half a JSON text, each with a message. Such a text is not in the
   * form's values, so saving would silently leave it out.
   */
  unfinished: Map<string, string>;
  /** What the flow has in another form than documented; nothing in a new one. */
  kept?: readonly KeptValue[] | undefined;
  /** The dotted names of the fields with unsaved edits, and the values from before them; none in a new flow. */
  edited: readonly string[];
  initial: object;
}

const Context = createContext<FormKind | null>(null);

/** Provides the fields inside with their surroundings, which decide their labels, help, reasons and choices. */
export function FormKindProvider({
  kind,
  mode,
  workspaceApiPath,
  unfinished,
  kept,
  edited,
  initial,
  children,
}: FormKind & { children: ReactNode }) {
  const value = useMemo(
    () => ({ kind, mode, workspaceApiPath, unfinished, kept, edited, initial }),
    [kind, mode, workspaceApiPath, unfinished, kept, edited, initial],
  );
  return <Context value={value}>{children}</Context>;
}

/** @throws Error outside a form */
export function useFormKind(): FormKind {
  const known = useContext(Context);
  if (known === null) throw new Error("a form's field is used outside a form");
  return known;
}
