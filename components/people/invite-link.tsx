import { OnceText } from "../ui/once-text";

/** A one-time invitation link, to hand over by hand. */
export function InviteLink({ name, url }: { name: string; url: string }) {
  return (
    <OnceText id="invite-link" label="Invitation link" text={url} copyLabel="Copy link">
      Send this link to {name} yourself, over a channel you trust. It works once, and it is shown only now.
    </OnceText>
  );
}
