"use client";

import { useCallback, useEffect, useRef } from "react";
import { isJsonObject } from "@/lib/json/json-value";
import { readJsonDocument } from "../json/json-document";
import { placedSentence } from "../json/json-problems";

/** A transfer that was typed as JSON, or what is wrong with the text. */
type TypedTransfer = { kind: "read"; item: unknown } | { kind: "broken"; problem: string };

/** Reads a transfer typed as JSON. Any JSON will do, since the upstream documents no shape; a name twice will not. */
export function readTransfer(text: string): TypedTransfer {
  const reading = readJsonDocument(text);
  if (reading.kind === "read") return { kind: "read", item: reading.document };
  return { kind: "broken", problem: reading.problems.map(placedSentence).join(" ") };
}

/** Gives a transfer as JSON to edit, indented. */
export function transferText(item: unknown): string {
  return JSON.stringify(item, null, 2);
}

/** Gives what a transfer that is an object says, one fact for each of its keys; groups and lists stay JSON. */
export function transferFacts(item: Record<string, unknown>): { key: string; value: string }[] {
  return Object.entries(item).map(([key, value]) => ({
    key,
    value: typeof value === "string" ? value : JSON.stringify(value),
  }));
}

/** Gives the keys that the transfers have, in the order in which they come up: what is known about their shape. */
export function transferKeys(items: readonly unknown[]): string[] {
  return [...new Set(items.filter(isJsonObject).flatMap((item) => Object.keys(item)))];
}

/** Gives a text to begin a new transfer with: the keys of the last one that is an object, without its values. */
export function blankTransfer(items: readonly unknown[]): string {
  const model = items.filter(isJsonObject).at(-1) ?? {};
  const blank = Object.entries(model).map(([key, value]) => [key, blankLike(value)] as const);
  return transferText(Object.fromEntries(blank));
}

function blankLike(value: unknown): unknown {
  if (typeof value === "string") return "";
  if (typeof value === "boolean") return false;
  if (Array.isArray(value)) return [];
  return null;
}

/**
 * Gathers which parts of an input hold text that is not in its value yet, because it cannot be read.
 * Gives the function by which a part reports; the form is told when the first begins and the last ends.
 */
export function useUnfinished(
  onUnfinished: ((unfinished: boolean) => void) | undefined,
): (part: string, unfinished: boolean) => void {
  const parts = useRef(new Set<string>());
  const tell = useRef(onUnfinished);
  useEffect(() => {
    tell.current = onUnfinished;
  });
  return useCallback((part, unfinished) => {
    const before = parts.current.size > 0;
    if (unfinished) parts.current.add(part);
    else parts.current.delete(part);
    const after = parts.current.size > 0;
    if (before !== after) tell.current?.(after);
  }, []);
}

/** Reports a part as unfinished for as long as it is, and no longer than it is there. */
export function useReport(
  report: (part: string, unfinished: boolean) => void,
  part: string,
  unfinished: boolean,
): void {
  useEffect(() => {
    report(part, unfinished);
    return () => report(part, false);
  }, [report, part, unfinished]);
}
