import type { ResponseSettings } from "@/lib/flows/call-flow";
import { digits } from "./typed-number";

/** Response delay and working hours as typed; alike in both kinds of flow. */
export interface ResponseValues {
  delay: string;
  workingHours: {
    enabled: boolean;
    start: string;
    end: string;
    timezone: string;
    outOfHoursMessage: string;
  };
}

/** Gives the form's values of response settings; null stands for none known. */
export function responseValues(settings: ResponseSettings | null): ResponseValues {
  const hours = settings?.workingHours;
  return {
    delay: digits(settings?.delay ?? null),
    workingHours: {
      enabled: hours?.enabled ?? false,
      start: hours?.start ?? "",
      end: hours?.end ?? "",
      timezone: hours?.timezone ?? "",
      outOfHoursMessage: hours?.outOfHoursMessage ?? "",
    },
  };
}
