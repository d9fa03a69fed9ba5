"use client";

import { clockText, exactTitle, momentText } from "@/lib/time/moment-words";
import { useReaderZone } from "./reader-zone";

interface MomentProps {
  /** In ISO 8601. */
  at: string;
  /** Shows the time of day alone, where the day stands above it. */
  clock?: boolean;
}

/** A moment in the reader's zone; its tooltip has the second, and UTC. */
export function Moment({ at, clock = false }: MomentProps) {
  const zone = useReaderZone();
  const then = Date.parse(at);
  if (Number.isNaN(then)) return null;
  return (
    <time dateTime={at} title={exactTitle(then, zone)}>
      {clock ? clockText(then, zone) : momentText(then, zone)}
    </time>
  );
}
