import { z } from "zod";
import { fieldLabel } from "@/lib/flows/fields/flow-fields";
import { isCallFlow, type StoredFlow } from "@/lib/flows/model/flow";
import { valueAt } from "@/lib/json/json-pointer";
import { type WebhookName, webhooksOf } from "./compare-webhooks";
import { sameValue } from "./same-value";

const webhook = z.object({ name: z.string(), method: z.string().nullable(), url: z.string() });

/**
 * What shows that somebody did by hand what no request can do.
 * - `value`: the field has this value.
 * - `webhooks`: the flow has so many webhooks of a name.
 * - `nothing`: nothing in an answer shows it, so somebody ticks it off.
 */
const proof = z.discriminatedUnion("by", [
  z.object({ by: z.literal("value"), value: z.unknown() }),
  z.object({ by: z.literal("webhooks"), webhook, count: z.int() }),
  z.object({ by: z.literal("nothing") }),
]);

export const byHandSchema = z.object({
  /** JSON pointer of the field. */
  path: z.string(),
  /** What is to be done, for people. */
  words: z.string(),
  proof,
});

/** Something that the API can't do in the target: told in words, and ticked off when it is seen to be done. */
export type ByHand = z.output<typeof byHandSchema>;

/** A field that differs and that no update sets. */
export function setByHand(path: string, value: unknown, why: string): ByHand {
  return { path, words: `${fieldLabel(path)}: ${why}`, proof: { by: "value", value } };
}

/** Something of which no answer says whether it was done. */
export function tickByHand(path: string, words: string): ByHand {
  return { path, words, proof: { by: "nothing" } };
}

/** Why a webhook that the target lacks is not sent. */
export const NO_SECRET = "the map does not have the values of its headers";

const named = ({ name, url }: WebhookName) => `the webhook “${name}” to ${url}`;

export function addWebhookByHand(wanted: WebhookName, count: number, why: string): ByHand {
  return {
    path: "/webhooks",
    words: `Add ${named(wanted)}: ${why}`,
    proof: { by: "webhooks", webhook: wanted, count },
  };
}

export function removeWebhookByHand(surplus: WebhookName, count: number): ByHand {
  const words = `Remove ${named(surplus)}, which the source does not have, or leave it`;
  return { path: "/webhooks", words, proof: { by: "webhooks", webhook: surplus, count } };
}

export function changeWebhookByHand(changed: WebhookName): ByHand {
  return tickByHand(
    "/webhooks",
    `Change ${named(changed)} as it is at the source: no request can change a webhook`,
  );
}

/** Whether a state of the flow shows that something was done by hand. */
export function isDoneByHand({ path, proof }: ByHand, flow: StoredFlow): boolean {
  if (proof.by === "value") return sameValue(valueAt(flow, path), proof.value);
  if (proof.by === "nothing" || !isCallFlow(flow)) return false;
  return webhooksOf(flow.webhooks ?? [], proof.webhook).length === proof.count;
}
