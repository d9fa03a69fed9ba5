import { Radio } from "lucide-react";
import type { AuditDeliveryView } from "@/lib/audit/delivery/list-deliveries";
import type { AuditWebhookView } from "@/lib/audit/delivery/list-webhooks";
import { type Crumb, PageHeader } from "../../shell/page-header";
import { EmptyState } from "../../ui/card";
import { AddWebhookDialog } from "./add-webhook-dialog";
import { RefreshRegularly } from "./refresh-regularly";
import { WebhookCard } from "./webhook-card";

interface DeliveriesPageProps {
  /** Each webhook with the first events that it never accepted. */
  webhooks: { webhook: AuditWebhookView; dead: AuditDeliveryView[] }[];
  crumbs: Crumb[];
  /** The webhooks' address under `/api`. */
  apiPath: string;
  /** The audit log's address. */
  logPath: string;
}

/** The receivers of a chain's events. */
export function DeliveriesPage({ webhooks, crumbs, apiPath, logPath }: DeliveriesPageProps) {
  return (
    <>
      <PageHeader
        title="Deliveries"
        description="Receivers outside that get every new event of this log, signed and at least once."
        crumbs={crumbs}
        actions={<AddWebhookDialog apiPath={apiPath} />}
      />
      {webhooks.length === 0 ? (
        <EmptyState icon={Radio} title="No receiver yet">
          A log that only lives here can be lost with this machine. Send each event to a place of your own as
          it happens: a log collector, a SIEM, an archive.
        </EmptyState>
      ) : (
        <div className="flex flex-col gap-4">
          {webhooks.map(({ webhook, dead }) => (
            <WebhookCard key={webhook.id} webhook={webhook} dead={dead} apiPath={apiPath} logPath={logPath} />
          ))}
          <RefreshRegularly />
        </div>
      )}
    </>
  );
}
