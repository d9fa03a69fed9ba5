"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { object, text } from "../http/answer-shape";
import { problemText } from "../http/problem";
import { ProblemNotice } from "../http/problem-notice";
import { sendRequest } from "../http/send-request";
import { useRequest } from "../http/use-request";
import { Button } from "../ui/button";
import { SectionCard } from "../ui/card";
import { ConfirmDialog } from "../ui/confirm-dialog";
import { OnceText } from "../ui/once-text";
import { TimeAgo } from "../ui/time-ago";
import { toast } from "../ui/toast";
import { CopiedText } from "./copied-text";
import type { Provider } from "./provider-types";

const made = object({ token: text });

interface DirectorySectionProps {
  provider: Provider;
  /** Where the directory finds the portal. */
  address: string;
}

const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

/** The provider's directory, which adds people here, keeps their names and groups, and locks out who leaves (SCIM 2.0). */
export function DirectorySection({ provider, address }: DirectorySectionProps) {
  const router = useRouter();
  const { busy, problem, send } = useRequest();
  const [token, setToken] = useState<string | null>(null);
  const { directory, name } = provider;
  const path = `/api/sign-in-providers/${provider.id}/directory`;

  async function connect() {
    const answer = await send("POST", path, { answer: made });
    if (!answer.ok) return;
    setToken(answer.data.token);
    router.refresh();
  }

  async function replace(): Promise<string | null> {
    const answer = await sendRequest("POST", path, { answer: made });
    if (!answer.ok) return problemText(answer.problem);
    setToken(answer.data.token);
    router.refresh();
    return null;
  }

  async function disconnect(): Promise<string | null> {
    const answer = await sendRequest("DELETE", path);
    if (!answer.ok) return problemText(answer.problem);
    setToken(null);
    toast.success(`The directory of ${name} is disconnected`);
    router.refresh();
    return null;
  }

  return (
    <SectionCard
      title="Directory"
      description="The provider can keep people up to date here by itself (SCIM 2.0): it adds those of proven domains, renames them, and locks out who leaves, with their sessions and tokens."
      actions={
        directory ? (
          <>
            <ConfirmDialog
              trigger={<Button variant="outline">Replace token</Button>}
              title="Replace the token?"
              description="The present one is refused at once. The directory changes nothing here until it has the new one."
              confirmLabel="Replace"
              onConfirm={replace}
            />
            <ConfirmDialog
              trigger={<Button variant="outline">Disconnect</Button>}
              title={`Disconnect the directory of ${name}?`}
              description="Its token is refused at once. The people stay as they are, and nobody keeps them up to date any more: who leaves is locked out by an owner alone."
              confirmLabel="Disconnect"
              destructive
              onConfirm={disconnect}
            />
          </>
        ) : (
          <Button variant="outline" busy={busy} onClick={() => void connect()}>
            Connect
          </Button>
        )
      }
    >
      <div className="flex flex-col gap-4">
        <ProblemNotice problem={problem} />
        {directory ? (
          <dl className="flex flex-col gap-3">
            <CopiedText label="Tenant URL, or base URL" text={address} />
            <div>
              <dt className="text-xs text-muted-foreground">Token</dt>
              <dd className="text-sm">
                ends in <code className="font-mono text-xs">{directory.tokenHint}</code>, made{" "}
                <TimeAgo at={directory.tokenMadeAt} />,{" "}
                {directory.lastUsedAt ? (
                  <>
                    last used <TimeAgo at={directory.lastUsedAt} />
                  </>
                ) : (
                  "never used yet"
                )}
              </dd>
            </div>
            <div>
              <dt className="text-xs text-muted-foreground">Kept up to date</dt>
              <dd className="text-sm">
                {counted(directory.users, "person", "people")}, {counted(directory.groups, "group", "groups")}
              </dd>
            </div>
          </dl>
        ) : (
          <p className="text-sm text-muted-foreground">
            No directory is connected. Connecting makes a token for the provider, and changes nobody.
          </p>
        )}
        {token === null ? null : (
          <div className="rounded-md border bg-muted px-3 py-3">
            <OnceText id="directory-token" label="Token" text={token} copyLabel="Copy token">
              Give it to {name} now, with the address above. It is shown this once.
            </OnceText>
          </div>
        )}
      </div>
    </SectionCard>
  );
}
