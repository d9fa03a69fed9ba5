import { CopyButton } from "../../ui/copy-button";
import { Input } from "../../ui/input";
import { Label } from "../../ui/label";

/** The secret of a webhook, to be kept by whoever runs the receiver. */
export function SecretOnce({ secret }: { secret: string }) {
  return (
    <div className="flex flex-col gap-3">
      <p className="text-sm">
        Your receiver needs this secret to check that what it gets comes from here (Standard Webhooks). It is
        shown only now.
      </p>
      <Label htmlFor="webhook-secret">Signing secret</Label>
      <Input
        id="webhook-secret"
        readOnly
        value={secret}
        className="font-mono sm:text-xs"
        onFocus={(event) => event.target.select()}
      />
      <div>
        <CopyButton wide text={secret} label="Copy secret" />
      </div>
    </div>
  );
}
