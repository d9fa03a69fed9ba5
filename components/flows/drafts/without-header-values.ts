interface WithHeaders {
  headers: { name: string; value: string }[];
}

/** Gives form values with every webhook header's value emptied: header values are secrets. */
export function withoutHeaderValues<Values extends object>(values: Values): Values {
  if (!("webhooks" in values) || !Array.isArray(values.webhooks)) return values;
  const webhooks = (values.webhooks as WithHeaders[]).map((webhook) => ({
    ...webhook,
    headers: webhook.headers.map(({ name }) => ({ name, value: "" })),
  }));
  return { ...values, webhooks };
}
