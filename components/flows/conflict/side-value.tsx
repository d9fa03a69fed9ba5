"use client";

import { memo } from "react";
import { wordParts } from "../diff/diff-parts";
import { MarkedText } from "../diff/marked-text";
import { ValueDiff } from "../diff/value-diff";
import { valueText } from "../diff/value-text";

interface SideTextProps {
  base: string;
  text: string;
  mono: boolean;
}

/** One side's text of a place in prose; what is new in it is marked. Comparing is slow for long texts, hence memo. */
export const SideText = memo(function SideText({ base, text, mono }: SideTextProps) {
  if (text.trim() === "") return <p className="text-sm text-muted-foreground">Takes this out.</p>;
  const parts = wordParts(base.trimEnd(), text.trimEnd()).filter(({ kind }) => kind !== "removed");
  // Of a text written anew only the gap after the old one is left in front.
  const start = parts.findIndex((part) => part.text.trim() !== "");
  return <MarkedText parts={parts.slice(start)} mono={mono} />;
});

interface SideValueProps {
  path: string;
  base: unknown;
  value: unknown;
}

/** One side's value of a field. */
export const SideValue = memo(function SideValue({ path, base, value }: SideValueProps) {
  const isStructure = [base, value].some((side) => typeof side === "object" && side !== null);
  if (isStructure) return <ValueDiff path={path} before={base} after={value} />;
  return <p className="text-sm whitespace-pre-wrap wrap-anywhere">{valueText(path, value)}</p>;
});
