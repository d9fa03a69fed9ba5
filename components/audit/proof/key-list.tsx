import { Download } from "lucide-react";
import type { PublicKeyView } from "@/lib/audit/checkpoints/signing-key";
import { Badge } from "../../ui/badge";
import { buttonVariants } from "../../ui/button-variants";
import { SectionCard } from "../../ui/card";
import { CopyButton } from "../../ui/copy-button";
import { Moment } from "../../ui/moment";
import { Notice } from "../../ui/notice";
import { MakeKey } from "./make-key";

/** The API path's name for all keys. */
export const ALL_KEYS = "all";

/** Returns the name of a downloaded key. */
export function keyFile(id: string): string {
  return `switchboard-audit-${id}.pem`;
}

interface KeyListProps {
  /** Null when one of them can't be opened. */
  keys: PublicKeyView[] | null;
  /** Whether the reader may make a new one. */
  mayMake: boolean;
}

/** The public keys that sign the logs of this portal. */
export function KeyList({ keys, mayMake }: KeyListProps) {
  return (
    <SectionCard
      title="Public key"
      description="Whoever has it can check what this portal signed. Keep a copy in another place now: a forged log could come with a forged key, but never with the one that you have kept."
      actions={mayMake && keys ? <MakeKey /> : null}
    >
      {keys === null ? (
        <Notice tone="bad" title="A signing key can’t be opened">
          It was altered, or the server’s keyring is not the one that it was sealed with. Nothing can be
          signed or verified until then.
        </Notice>
      ) : keys.length === 0 ? (
        <p className="text-sm text-muted-foreground">
          There is none yet. It is made with the first checkpoint, within an hour of the first event.
        </p>
      ) : (
        <ul className="flex flex-col gap-4">
          {keys.map((view) => (
            <KeyRow key={view.id} view={view} />
          ))}
          {keys.length > 1 ? <AllKeys /> : null}
        </ul>
      )}
    </SectionCard>
  );
}

function KeyRow({ view }: { view: PublicKeyView }) {
  const { id, fingerprint, publicKey, createdAt, retiredAt } = view;
  return (
    <li className="text-sm">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Badge tone={retiredAt ? "neutral" : "good"}>{retiredAt ? "Replaced" : "Signs now"}</Badge>
        <span className="text-muted-foreground">
          {retiredAt ? null : "since "}
          <Moment at={createdAt} />
          {retiredAt ? (
            <>
              {" to "}
              <Moment at={retiredAt} />; what it signed stays valid
            </>
          ) : null}
        </span>
      </p>
      <p className="mt-1.5 text-muted-foreground">Fingerprint (SHA-256)</p>
      <p id={`fingerprint-${id}`} className="font-mono text-xs wrap-anywhere">
        {fingerprint}
      </p>
      <div className="mt-2 flex flex-wrap gap-2">
        <CopyButton wide text={publicKey} label="Copy key" />
        <DownloadKey id={id} label="Download" describedBy={`fingerprint-${id}`} />
      </div>
    </li>
  );
}

/** After a rotation an export needs the old key for its old part, and the new one for the rest. */
function AllKeys() {
  return (
    <li className="border-border border-t pt-4 text-sm">
      <p className="mb-2 text-muted-foreground">
        A log that was signed with several keys is verified with all of them.
      </p>
      <DownloadKey id={ALL_KEYS} label="Download all keys in one file" />
    </li>
  );
}

interface DownloadKeyProps {
  id: string;
  label: string;
  /** The id of the element that distinguishes this key from the others. */
  describedBy?: string;
}

function DownloadKey({ id, label, describedBy }: DownloadKeyProps) {
  return (
    <a
      aria-describedby={describedBy}
      href={`/api/audit-keys/${id}`}
      download={keyFile(id)}
      className={buttonVariants({ variant: "outline" })}
    >
      <Download aria-hidden />
      {label}
    </a>
  );
}
