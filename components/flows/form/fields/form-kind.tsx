"use client";

import { createContext, type ReactNode, useContext, useMemo } from "react";
import type { FlowKind } from "@/lib/flows/model/flow";

/** What the fields of a form need to know of where they are. */
interface FormKind {
  kind: FlowKind;
  /** Whether the form makes a new flow or changes one. */
  mode: "create" | "update";
  /** The workspace's address under `/api`. */
  workspaceApiPath: string;
  /**
   * Fields on which somebody typed what can't be sent yet, such as half a JSON text, with the words for it. It is on the
   * page but not in the form's values: saving would leave it out in silence.
   */
  unfinished: Map<string, string>;
}

const Context = createContext<FormKind | null>(null);

/** Tells the fields inside to what they belong: labels, help, reasons and lists to choose from depend on it. */
export function FormKindProvider({
  kind,
  mode,
  workspaceApiPath,
  unfinished,
  children,
}: FormKind & { children: ReactNode }) {
  const value = useMemo(
    () => ({ kind, mode, workspaceApiPath, unfinished }),
    [kind, mode, workspaceApiPath, unfinished],
  );
  return <Context value={value}>{children}</Context>;
}

/** @throws Error outside a form */
export function useFormKind(): FormKind {
  const known = useContext(Context);
  if (known === null) throw new Error("a form's field is used outside a form");
  return known;
}
