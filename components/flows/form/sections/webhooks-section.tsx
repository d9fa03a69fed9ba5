"use client";

import type { WebhookDraft } from "@/components/flows/webhooks/webhook-draft";
import type { CallFlow } from "@/lib/flows/model/call-flow";
import { WebhookCards } from "../../webhooks/webhook-cards";
import { FixedField } from "../fields/fixed-field";
import { TextField } from "../fields/text-field";
import { ValueField } from "../fields/value-field";

/** The addresses that the upstream calls. */
export function WebhooksSection({ flow }: { flow: CallFlow | null }) {
  return (
    <>
      <ValueField<WebhookDraft[]> name="webhooks">
        {({ value, onChange, errorAt }) => (
          <WebhookCards
            existing={flow?.webhooks ?? []}
            added={value}
            onChange={onChange}
            {...(errorAt ? { errors: errorAt } : {})}
          />
        )}
      </ValueField>
      {flow ? (
        <>
          <FixedField name="agentWebhookUrl" value={flow.agentWebhookUrl || "None"} mono />
          <FixedField name="inboundWebhookUrl" value={flow.inboundWebhookUrl || "None"} mono />
        </>
      ) : (
        <>
          <TextField name="agentWebhookUrl" optional type="url" inputMode="url" spellCheck={false} />
          <TextField name="inboundWebhookUrl" optional type="url" inputMode="url" spellCheck={false} />
        </>
      )}
    </>
  );
}
