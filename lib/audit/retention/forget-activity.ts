import "server-only";
import { database } from "@/lib/db/client";

/** Takes the counts of hours before the oldest event that is left out of the charts; all of them when none is left. */
export async function forgetActivity(chain: string): Promise<void> {
  const oldest = await database().auditEvent.findFirst({
    where: { chain },
    orderBy: { sequence: "asc" },
    select: { occurredAt: true },
  });
  const hour = new Date(oldest?.occurredAt ?? Date.now());
  hour.setUTCMinutes(0, 0, 0);
  await database().auditActivity.deleteMany({ where: { chain, hour: { lt: hour } } });
}
