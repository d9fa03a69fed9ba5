/** A request header of a webhook. Its value may be a secret, such as a bearer token. */
export interface WebhookHeader {
  name: string;
  value: string;
}

/** A header as it is stored: the value is masked, and the digest tells whether the real value changed. */
export interface StoredWebhookHeader extends WebhookHeader {
  digest: string;
}

/** A value that the agent collects and hands to a webhook. */
export interface WebhookVariable {
  name: string;
  description: string | null;
}

/** A value that is taken out of a webhook's answer. */
export interface WebhookResponseVariable {
  name: string;
  path: string | null;
  description: string | null;
}

/** A webhook of a call flow in normal form. Null stands for what the upstream never told. */
export interface Webhook<Header extends WebhookHeader = WebhookHeader> {
  id: string | null;
  name: string;
  url: string;
  method: string | null;
  headers: Header[];
  body: string | null;
  description: string | null;
  variables: WebhookVariable[];
  responseVariables: WebhookResponseVariable[];
  isTesting: boolean | null;
  textToSpeak: string | null;
  testResponse: string | null;
}
