import "server-only";
import { database } from "@/lib/db/client";
import { DELIVERY_STATES, type DeliveryState } from "./list-deliveries";

/** How many events are on their way to webhooks of all chains, and how many were given up. */
export async function countDeliveries(): Promise<{ state: DeliveryState; count: number }[]> {
  const rows = await database().auditDelivery.groupBy({ by: ["state"], _count: true });
  return DELIVERY_STATES.map((state) => ({
    state,
    count: rows.find((row) => row.state === state)?._count ?? 0,
  }));
}
