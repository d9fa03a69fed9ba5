"use client";

import { useCallback, useEffect, useRef } from "react";
import { isJsonObject } from "@/lib/json/json-value";
import { readJsonDocument } from "../json/json-document";
import { placedSentence } from "../json/json-problems";

/** A transfer that was typed as JSON, or what is wrong with the text. */
type TypedTransfer = { kind: "read"; item: unknown } | { kind: "broken"; problem: string };

/** Reads a transfer typed as JSON. The upstream documents no shape, so any JSON is valid, except for repeated names. */
export function readTransfer(text: string): TypedTransfer {
  const reading = readJsonDocument(text);
  if (reading.kind === "read") return { kind: "read", item: reading.document };
  return { kind: "broken", problem: reading.problems.map(placedSentence).join(" ") };
}

/** Returns a transfer as indented JSON to edit. */
export function transferText(item: unknown): string {
  return JSON.stringify(item, null, 2);
}

/** Returns one fact for each key of a transfer that is an object; groups and lists stay JSON. */
export function transferFacts(item: Record<string, unknown>): { key: string; value: string }[] {
  return Object.entries(item).map(([key, value]) => ({
    key,
    value: typeof value === "string" ? value : JSON.stringify(value),
  }));
}

/** Returns the keys of all transfers, in the order in which they come up: nothing else is known about their shape. */
export function transferKeys(items: readonly unknown[]): string[] {
  return [...new Set(items.filter(isJsonObject).flatMap((item) => Object.keys(item)))];
}

/** Returns a text to begin a new transfer with: the keys of the last one that is an object, without its values. */
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
 * Gathers the parts of an input with a text that is not in its value yet, because the text cannot be read.
 * Returns the function by which a part reports. The form hears when the first part begins and the last one ends.
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

/** Reports a part as unfinished for as long as it is so, and no longer than it is on the page. */
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
