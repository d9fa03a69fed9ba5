import { jsonPointer } from "@/lib/flows/json-pointer";
import type { FieldError } from "@/lib/flows/schema-errors";
import type { WebhookDraft } from "@/lib/flows/webhook-draft";
import { webhookDraftProblems } from "@/lib/flows/webhook-draft-problems";

/** Gives what is wrong with the webhooks to add that their request can't show, such as two headers of one name. */
export function webhookErrors(drafts: WebhookDraft[]): FieldError[] {
  return drafts.flatMap((draft, position) =>
    webhookDraftProblems(draft, [], [])
      .filter(({ severity }) => severity === "error")
      .map(({ path, message }) => ({ path: `${jsonPointer(["webhooks", position])}${path}`, message })),
  );
}
