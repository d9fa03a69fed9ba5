import { OnceText } from "../../ui/once-text";

/** The secret of a webhook, for the operator of the receiver. */
export function SecretOnce({ secret }: { secret: string }) {
  return (
    <OnceText id="webhook-secret" label="Signing secret" text={secret} copyLabel="Copy secret">
      Your receiver needs this secret to check that what it gets comes from here (Standard Webhooks). It is
      shown only now.
    </OnceText>
  );
}
