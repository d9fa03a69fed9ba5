import type { WebhookDraft } from "@/components/flows/webhooks/webhook-draft";
import { webhookDraftProblems } from "@/components/flows/webhooks/webhook-draft-problems";
import type { FieldError } from "@/lib/flows/requests/schema-errors";
import { jsonPointer } from "@/lib/json/json-pointer";

/** Gives what is wrong with the webhooks to add that their request can't show, such as two headers of one name. */
export function webhookErrors(drafts: WebhookDraft[]): FieldError[] {
  return drafts.flatMap((draft, position) =>
    webhookDraftProblems(draft, [], [])
      .filter(({ severity }) => severity === "error")
      .map(({ path, message }) => ({ path: `${jsonPointer(["webhooks", position])}${path}`, message })),
  );
}
