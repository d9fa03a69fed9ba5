import { DeliveriesPage } from "@/components/audit/deliveries/deliveries-page";
import { webhooksWithDead } from "@/lib/audit/delivery/list-webhooks";
import type { LogPlace } from "./log-place";

/** The page of the receivers that a log's events are delivered to. */
export async function LogDeliveries({ log }: { log: LogPlace }) {
  return (
    <DeliveriesPage
      webhooks={await webhooksWithDead(log.chain)}
      crumbs={log.crumbs}
      apiPath={`${log.apiPath}/audit-webhooks`}
      logPath={log.path}
    />
  );
}
