import { listOf, object, text } from "../../http/answer-shape";

/** The webhooks of a form, as far as their headers go. */
export const webhooksShape = listOf(object({ headers: listOf(object({ name: text })) }));

export const hasWebhooks = object({ webhooks: webhooksShape });

/**
 * Returns form values with every webhook header's value emptied: header values are secrets.
 * @throws Error for webhooks in which headers can't be found, so that none is kept by mistake
 */
export function withoutHeaderValues<Values extends object>(values: Values): Values {
  if (!("webhooks" in values) || !Array.isArray(values.webhooks)) return values;
  if (!hasWebhooks(values)) throw new Error("a webhook without headers");
  const webhooks = values.webhooks.map((webhook) => ({
    ...webhook,
    headers: webhook.headers.map(({ name }) => ({ name, value: "" })),
  }));
  return { ...values, webhooks };
}
