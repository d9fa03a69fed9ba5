const NUMBER = new Intl.NumberFormat("en-GB");

/**
 * Gives a number of events in words: "1 event", "1,204 events".
 * @param kind what kind of events, such as "new"
 */
export function eventsWords(count: number, kind?: string): string {
  const noun = count === 1 ? "event" : "events";
  return kind ? `${NUMBER.format(count)} ${kind} ${noun}` : `${NUMBER.format(count)} ${noun}`;
}
