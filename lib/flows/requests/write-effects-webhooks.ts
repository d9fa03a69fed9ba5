import { info, type WriteEffect, warn } from "./write-effect";

interface NamedWebhook {
  name: string;
  url: string;
}

interface SentWebhook extends NamedWebhook {
  body?: string | undefined;
}

function isSame(one: NamedWebhook, other: NamedWebhook): boolean {
  return one.name === other.name && one.url === other.url;
}

/**
 * Says what sending webhooks does. Upstream quirk Q1: each one sent is one more, whatever its name, and nothing takes
 * it away again. Quirk Q12: an update may write the body's text anew from the variables.
 * @param present the flow's own webhooks before the write
 */
export function effectsOfWebhooks(
  sent: SentWebhook[],
  present: NamedWebhook[],
  write: "create" | "update",
): WriteEffect[] {
  return sent.flatMap((webhook, index) => {
    const name = `"${webhook.name}"`;
    const effects = [
      warn("webhook_permanent", `The webhook ${name} stays for good: it can't be changed or removed later.`),
    ];
    if ([...present, ...sent.slice(0, index)].some((other) => isSame(other, webhook))) {
      const text = `There is a webhook ${name} with the same address already: this makes a second one beside it.`;
      effects.push(warn("webhook_repeated", text));
    }
    if (write === "update" && webhook.body) {
      const text = `The upstream may replace the body text of the webhook ${name} by one that it makes from the variables.`;
      effects.push(info("webhook_body_replaced", text));
    }
    return effects;
  });
}
