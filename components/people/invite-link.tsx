import { OnceText } from "../ui/once-text";

interface InviteLinkProps {
  label: string;
  name: string;
  url: string;
  /** The address to which a mail with the link is on its way; null where none is. */
  mailedTo: string | null;
}

/** A one-time link by which somebody sets a password: to hand over by hand where no mail has it. */
export function InviteLink({ label, name, url, mailedTo }: InviteLinkProps) {
  return (
    <OnceText id="invite-link" label={label} text={url} copyLabel="Copy link">
      {mailedTo === null ? (
        <>
          Send this link to {name} yourself, over a channel you trust. It works once, and it is shown only
          now.
        </>
      ) : (
        <>
          A mail is on its way to <strong className="font-medium">{mailedTo}</strong>. This is the link in it,
          should it not arrive. It works once, and it is shown only now.
        </>
      )}
    </OnceText>
  );
}
