"use client";

import { useRouter } from "next/navigation";
import { zonePlace } from "@/lib/time/moment-words";
import { ProblemNotice } from "../http/problem-notice";
import { useRequest } from "../http/use-request";
import { Field } from "../ui/field";
import { TimeZoneControl } from "../ui/time-zone-control";
import { toast } from "../ui/toast";

/** Chooses the zone in which the person who is signed in reads all times. A choice counts at once. */
export function TimeZoneForm({ timeZone }: { timeZone: string | null }) {
  const router = useRouter();
  const { busy, send, errorAt, problemBeside } = useRequest();

  async function choose(zone: string) {
    const chosen = zone === "" ? null : zone;
    if (chosen === timeZone) return;
    const answer = await send("PATCH", "/api/me", { body: { timeZone: chosen } });
    if (!answer.ok) return;
    toast.success(`Times are those of ${chosen === null ? "your browser" : zonePlace(chosen)} now`);
    router.refresh();
  }

  return (
    <div className="flex flex-col gap-3">
      <ProblemNotice problem={problemBeside("/timeZone")} />
      <Field
        id="own-time-zone"
        label="Time zone"
        hint="All times that you see are in this zone, and those in mails to you. UTC is in their tooltips."
        error={errorAt("/timeZone")}
        row
      >
        {(control) => (
          <TimeZoneControl
            label="Time zone"
            value={timeZone ?? ""}
            none="That of the browser"
            onChange={(zone) => void choose(zone)}
            disabled={busy}
            control={control}
          />
        )}
      </Field>
    </div>
  );
}
