/** The past covers that many working days: five weeks. */
export const WORKING_DAYS = 25;

/** The past's last act is over by then on its day, and some hours ago. */
const LAST_ACT_HOUR = 12;
const HOURS_SINCE = 2;

function isWorkingDay(date: Date): boolean {
  return date.getDay() !== 0 && date.getDay() !== 6;
}

/**
 * Returns the working days of the past, oldest first, each as its midnight. They end with today, if it is a working day
 * and its morning is over, and else with the last working day before.
 *
 * Days and hours are those of this machine's zone: whoever starts the demo should find working hours in it.
 */
export function workingDays(now: Date): Date[] {
  const day = new Date(now);
  if (now.getHours() < LAST_ACT_HOUR + HOURS_SINCE) day.setDate(day.getDate() - 1);
  day.setHours(0, 0, 0, 0);
  const days: Date[] = [];
  while (days.length < WORKING_DAYS) {
    if (isWorkingDay(day)) days.unshift(new Date(day));
    day.setDate(day.getDate() - 1);
  }
  return days;
}

/** Returns a moment of a day, such as "09:41". The seconds look like those of people. */
export function momentOf(day: Date, time: string): Date {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  const moment = new Date(day);
  moment.setHours(hours, minutes, (hours * 7 + minutes * 13) % 60, 0);
  return moment;
}
