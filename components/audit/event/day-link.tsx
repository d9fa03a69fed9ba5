"use client";

import { dayAt } from "@/lib/time/zoned-days";
import { AppLink } from "../../ui/app-link";
import { useReaderZone } from "../../ui/reader-zone";

interface DayLinkProps {
  logPath: string;
  actor: { id: string; name: string };
  /** A moment of the day, in ISO 8601. */
  at: string;
  className?: string;
}

/** Returns the address of everything that a person did on the day of a moment, in a zone's calendar. */
export function personDayPath({ logPath, actor, at }: DayLinkProps, zone: string): string {
  const day = dayAt(zone, Date.parse(at));
  return `${logPath}?${new URLSearchParams({ actor: actor.id, from: day, to: day, zone })}`;
}

/** Leads to everything that a person did on a day of the reader's calendar. */
export function DayLink(props: DayLinkProps) {
  const zone = useReaderZone();
  return (
    <AppLink href={personDayPath(props, zone)} className={props.className}>
      Everything {props.actor.name} did on this day
    </AppLink>
  );
}
