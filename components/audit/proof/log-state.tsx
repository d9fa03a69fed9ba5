"use client";

import type { ChainState } from "@/lib/audit/verify/chain-state";
import { Lamp, type LampState } from "../../ui/badge";
import { useReaderZone } from "../../ui/reader-zone";
import { type ChainWords, chainWords } from "./chain-words";

const LAMPS: Record<ChainWords["tone"], LampState> = { good: "on", info: "off", warn: "warn", bad: "bad" };

interface LogStateProps {
  state: ChainState;
  /** When the page was made, in milliseconds. */
  now: number;
}

/** The trustworthiness of a log in words, with times of the reader's zone. */
export function LogState({ state, now }: LogStateProps) {
  const words = chainWords(state, { now, zone: useReaderZone() });
  return (
    <>
      <p className="flex items-center gap-2.5 font-semibold">
        <Lamp state={LAMPS[words.tone]} />
        {words.title}
      </p>
      <p className="mt-1.5 mb-4 max-w-prose text-sm">{words.sentences.join(" ")}</p>
    </>
  );
}
