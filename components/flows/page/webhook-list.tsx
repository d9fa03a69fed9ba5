import type { Webhook } from "@/lib/flows/webhook";
import { Badge } from "../../ui/badge";
import { SectionCard } from "../../ui/card";

/** A call flow's webhooks. Header values are secrets and stay masked. */
export function WebhookList({ webhooks }: { webhooks: Webhook[] }) {
  return (
    <SectionCard
      title="Webhooks"
      description="Header values never leave the server. The upstream cannot change or remove a webhook; use its own dashboard for that."
    >
      {webhooks.length === 0 ? (
        <p className="text-sm text-muted-foreground">This flow calls no webhooks.</p>
      ) : (
        <ul className="flex flex-col divide-y">
          {webhooks.map((webhook, position) => (
            <li key={webhook.id ?? `${position} ${webhook.name}`} className="py-3 first:pt-0 last:pb-0">
              <div className="flex flex-wrap items-center gap-2">
                <span className="font-medium">{webhook.name}</span>
                <Badge tone="accent">{webhook.method ?? "POST"}</Badge>
                {webhook.isTesting ? <Badge tone="warn">Testing</Badge> : null}
              </div>
              <p className="mt-0.5 font-mono text-xs text-muted-foreground wrap-anywhere">{webhook.url}</p>
              {webhook.description ? <p className="mt-1 text-sm">{webhook.description}</p> : null}
              {webhook.headers.length > 0 ? (
                <p className="mt-1 text-sm text-muted-foreground">
                  Headers:{" "}
                  <span className="font-mono text-xs">
                    {webhook.headers.map(({ name, value }) => `${name}: ${value}`).join(", ")}
                  </span>
                </p>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </SectionCard>
  );
}
