import type { Act } from "./acts";
import type { Place, Who } from "./cast";
import type { Stage } from "./stage";
import { momentOf } from "./working-days";

/** A line of a story: on which working day of the past, when, who (or somebody outside the portal), and what. */
export type Line = [day: number, time: string, who: Who | "outside", act: Act];

/** One thing that happens at one moment. */
export interface Scene {
  moment: Date;
  play: (stage: Stage) => Promise<void>;
}

/** A session lasts seven days: whoever comes back on the same day of the next week has to sign in again. */
const SIGN_IN_EVERY_DAYS = 5;
const MINUTE_MS = 60_000;

function before(moment: Date, minutes: number): Date {
  return new Date(moment.getTime() - minutes * MINUTE_MS);
}

/** A line with the moment that its day and time come to. */
interface Placed {
  place: Place;
  day: number;
  moment: Date;
  who: Who | "outside";
  act: Act;
}

function momentOn(date: Date | undefined, time: string): Date {
  if (!date) throw new Error("the past has no such working day");
  return momentOf(date, time);
}

function placed(place: Place, lines: readonly Line[], days: readonly Date[]): Placed[] {
  return lines.map(([day, time, who, act]) => ({ place, day, moment: momentOn(days[day], time), who, act }));
}

/**
 * The sign-ins that somebody's acts need: before the first one, and whenever a session would have ended. On the last day all
 * sign in anew, since that is when they count as seen last.
 */
function signIns(acts: readonly Placed[]): Scene[] {
  const last = new Map<Who, number>();
  const lastDay = Math.max(...acts.map(({ day }) => day));
  return acts.flatMap(({ day, moment, who }, index) => {
    if (who === "outside") return [];
    const isAnew = day === lastDay && last.get(who) !== day;
    if (!isAnew && day - (last.get(who) ?? -SIGN_IN_EVERY_DAYS) < SIGN_IN_EVERY_DAYS) return [];
    last.set(who, day);
    return [{ moment: before(moment, 2 + (index % 4)), play: (stage: Stage) => stage.signIn(who) }];
  });
}

const byMoment = (one: { moment: Date }, other: { moment: Date }) =>
  one.moment.getTime() - other.moment.getTime();

/**
 * Returns the work of the past in order: the beginning of the two workspaces, the stories in them, sign-ins.
 * @param days the working days, oldest first
 */
export function timeline(stories: Record<Place, readonly Line[]>, days: readonly Date[]): Scene[] {
  const acts = [
    ...placed("harbour", stories.harbour, days),
    ...placed("northwind", stories.northwind, days),
  ].sort(byMoment);
  const on = (day: number, time: string, play: Scene["play"]) => ({
    moment: momentOn(days[day], time),
    play,
  });
  const first: Who[] = ["priya", "tomas", "dana", "marcus"];
  const joined = ["08:47", "09:04", "09:26", "09:13"];
  return [
    ...first.map((who, place) => on(0, `08:3${place}`, (stage) => stage.invite(who))),
    on(0, "08:35", (stage) => stage.open("harbour", "priya")),
    on(0, "08:37", (stage) => stage.open("northwind", "tomas")),
    ...first.map((who, place) => on(0, joined[place] ?? "09:30", (stage) => stage.join(who))),
    on(5, "09:08", (stage) => stage.invite("ines")),
    on(5, "09:52", (stage) => stage.join("ines")),
    ...[5, 10, 20].map((day) => on(day, "09:55", (stage) => stage.signIn("ines"))),
    on(8, "08:51", (stage) => stage.mistypePassword("dana")),
    on(8, "08:52", (stage) => stage.signIn("dana")),
    ...signIns(acts),
    ...acts.map(({ place, moment, who, act }) => ({
      moment,
      play: (stage: Stage) => act(stage.turn(place, who)),
    })),
  ].sort(byMoment);
}

/** Returns the end of the past, in order: from then on, the workspaces have the keys of the running portal. */
export function ending(days: readonly Date[]): Scene[] {
  const last = days.at(-1);
  return [
    { moment: momentOn(last, "11:38"), play: (stage) => stage.replaceKey("harbour", "priya") },
    { moment: momentOn(last, "11:44"), play: (stage) => stage.replaceKey("northwind", "tomas") },
  ];
}
