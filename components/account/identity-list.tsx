"use client";

import { Building2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { object, text } from "../http/answer-shape";
import { problemText } from "../http/problem";
import { ProblemNotice } from "../http/problem-notice";
import { sendRequest } from "../http/send-request";
import { useRequest } from "../http/use-request";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { SectionCard } from "../ui/card";
import { ConfirmDialog } from "../ui/confirm-dialog";
import { GivenName } from "../ui/given-name";
import { TimeAgo } from "../ui/time-ago";
import { toast } from "../ui/toast";
import { AccountRow } from "./account-row";

interface Identity {
  provider: { id: string; name: string };
  /** Null: not linked. */
  identity: { email: string | null; linkedAt: string; usedAt: string } | null;
}

const begun = object({ url: text });

/** A person's identities at the identity providers of the portal, each with a way to link or unlink it. */
export function IdentityList({ identities }: { identities: Identity[] }) {
  const { busy, problem, send } = useRequest();
  const router = useRouter();

  async function link(id: string) {
    const answer = await send("POST", `/api/me/identities/${id}`, { answer: begun });
    if (answer.ok) window.location.assign(answer.data.url);
  }

  async function unlink(id: string, name: string): Promise<string | null> {
    const answer = await sendRequest("DELETE", `/api/me/identities/${id}`);
    if (!answer.ok) return problemText(answer.problem);
    toast.success(`Your account is no longer linked with ${name}`);
    router.refresh();
    return null;
  }

  return (
    <SectionCard
      title="Identity providers"
      description="Link your account with the one of your company, and you can sign in there."
    >
      <ProblemNotice problem={problem} />
      <ul className="divide-y">
        {identities.map(({ provider: { id, name }, identity }) => (
          <AccountRow
            key={id}
            icon={<Building2 />}
            name={
              <>
                <GivenName>{name}</GivenName>
                {identity ? <Badge tone="good">Linked</Badge> : null}
              </>
            }
            details={identity ? <IdentityFacts identity={identity} /> : "Not linked"}
          >
            {identity ? (
              <ConfirmDialog
                trigger={
                  <Button variant="outline" size="sm" aria-label={`Unlink ${name}`}>
                    Unlink
                  </Button>
                }
                title={`Unlink ${name}?`}
                description="You can no longer sign in there. Roles that its groups gave you are taken back, and your other sessions that began there end."
                confirmLabel="Unlink"
                destructive
                onConfirm={() => unlink(id, name)}
              />
            ) : (
              <Button
                variant="outline"
                size="sm"
                busy={busy}
                aria-label={`Link ${name}`}
                onClick={() => void link(id)}
              >
                Link
              </Button>
            )}
          </AccountRow>
        ))}
      </ul>
    </SectionCard>
  );
}

function IdentityFacts({ identity }: { identity: NonNullable<Identity["identity"]> }) {
  return (
    <>
      {identity.email ?? "No address known"} · linked <TimeAgo at={identity.linkedAt} /> · last used{" "}
      <TimeAgo at={identity.usedAt} />
    </>
  );
}
