import { CopyButton } from "../ui/copy-button";
import { Input } from "../ui/input";
import { Label } from "../ui/label";

/** A one-time invitation link, to hand over by hand. */
export function InviteLink({ name, url }: { name: string; url: string }) {
  return (
    <div className="flex flex-col gap-3">
      <p className="text-sm">
        Send this link to {name} yourself, over a channel you trust. It works once, and it is shown only now.
      </p>
      <Label htmlFor="invite-link">Invitation link</Label>
      <Input
        id="invite-link"
        readOnly
        value={url}
        className="font-mono sm:text-xs"
        onFocus={(event) => event.target.select()}
      />
      <div>
        <CopyButton wide text={url} label="Copy link" />
      </div>
    </div>
  );
}
