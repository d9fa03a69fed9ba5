"use client";

import { Fingerprint, LifeBuoy, Plus, Smartphone } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { AppView } from "@/lib/identity/factors/authenticator-app";
import type { PasskeyView } from "@/lib/identity/factors/passkeys";
import { listOf, object, text } from "../http/answer-shape";
import { problemText } from "../http/problem";
import { sendRequest } from "../http/send-request";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { SectionCard } from "../ui/card";
import { ConfirmDialog } from "../ui/confirm-dialog";
import { GivenName } from "../ui/given-name";
import { useLatePart } from "../ui/late-part";
import { TimeAgo } from "../ui/time-ago";
import { toast } from "../ui/toast";
import { AccountRow } from "./account-row";
import type { SetUp } from "./set-up-dialog";

const loadDialogs = () => import("./set-up-dialog");

/** From so few codes on, a person should make new ones. */
const FEW_CODES = 3;

interface FactorSectionsProps extends AppView {
  passkeys: PasskeyView[];
  recoveryCodes: { left: number; of: number };
  /** Whether everybody in the portal needs a second factor. */
  required: boolean;
}

/** What a person signs in with besides their password, each with a way to set it up or to remove it. */
export function FactorSections({ app, passkeys, recoveryCodes, required }: FactorSectionsProps) {
  const [setUp, setSetUp] = useState<SetUp | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const dialogs = useLatePart(loadDialogs, setUp !== null || codes !== null, () => setSetUp(null));
  const hasFactor = app !== null || passkeys.length > 0;
  const isLast = (app === null ? 0 : 1) + passkeys.length === 1;
  return (
    <>
      <SectionCard
        title="Two-step sign-in"
        description={
          required
            ? "Everybody in this portal needs an authenticator app or a passkey."
            : "With an authenticator app or a passkey, your password alone lets nobody in."
        }
      >
        <ul className="divide-y">
          <AccountRow
            icon={<Smartphone />}
            name={
              <>Authenticator app {app ? <Badge tone="good">On</Badge> : <Badge tone="neutral">Off</Badge>}</>
            }
            details={
              app ? (
                <Used addedAt={app.addedAt} usedAt={app.usedAt} />
              ) : (
                "A new code every 30 seconds, on your phone."
              )
            }
          >
            <Button variant="outline" size="sm" onClick={() => setSetUp("app")}>
              {app ? "Replace" : "Set up"}
            </Button>
            {app ? (
              <RemoveFactor
                name="the authenticator app"
                path="/api/me/totp"
                isLast={isLast}
                done="The authenticator app is removed"
              />
            ) : null}
          </AccountRow>
          {hasFactor ? <CodesRow {...recoveryCodes} onMade={setCodes} /> : null}
        </ul>
      </SectionCard>
      <SectionCard
        title="Passkeys"
        description="They sign you in alone, and are a second step as well."
        actions={
          <Button variant="outline" size="sm" onClick={() => setSetUp("passkey")}>
            <Plus aria-hidden />
            Add passkey
          </Button>
        }
      >
        {passkeys.length === 0 ? (
          <p className="text-sm text-muted-foreground">You have none yet.</p>
        ) : (
          <ul className="divide-y">
            {passkeys.map(({ id, name, createdAt, usedAt }) => (
              <AccountRow
                key={id}
                icon={<Fingerprint />}
                name={<GivenName>{name}</GivenName>}
                details={<Used addedAt={createdAt} usedAt={usedAt} />}
              >
                <RemoveFactor
                  name={`the passkey ${name}`}
                  path={`/api/me/passkeys/${id}`}
                  isLast={isLast}
                  done="The passkey is removed"
                />
              </AccountRow>
            ))}
          </ul>
        )}
      </SectionCard>
      {dialogs && setUp ? (
        <dialogs.SetUpDialog key={setUp} what={setUp} onClose={() => setSetUp(null)} />
      ) : null}
      {dialogs && codes ? <dialogs.CodesDialog codes={codes} onClose={() => setCodes(null)} /> : null}
    </>
  );
}

function Used({ addedAt, usedAt }: { addedAt: string; usedAt: string | null }) {
  return (
    <>
      Added <TimeAgo at={addedAt} /> ·{" "}
      {usedAt ? (
        <>
          last used <TimeAgo at={usedAt} />
        </>
      ) : (
        "not used yet"
      )}
    </>
  );
}

const made = object({ recoveryCodes: listOf(text) });

function CodesRow({ left, of, onMade }: { left: number; of: number; onMade: (codes: string[]) => void }) {
  const router = useRouter();

  async function make(): Promise<string | null> {
    const answer = await sendRequest("POST", "/api/me/recovery-codes", { answer: made });
    if (!answer.ok) return problemText(answer.problem);
    onMade(answer.data.recoveryCodes);
    router.refresh();
    return null;
  }

  return (
    <AccountRow
      icon={<LifeBuoy />}
      name={
        <>
          Recovery codes <Badge tone={left <= FEW_CODES ? "warn" : "neutral"}>{left} left</Badge>
        </>
      }
      details={`${left} of ${of} left, for a lost phone or key.${left <= FEW_CODES ? " Make new ones before the last is used." : ""}`}
    >
      <ConfirmDialog
        trigger={
          <Button variant="outline" size="sm">
            Make new codes
          </Button>
        }
        title="Make new recovery codes?"
        description="The codes that you have now stop working."
        confirmLabel="Make new codes"
        onConfirm={make}
      />
    </AccountRow>
  );
}

interface RemoveFactorProps {
  name: string;
  path: string;
  /** Whether nothing is left then but the password. */
  isLast: boolean;
  /** Shown when it is done. */
  done: string;
}

function RemoveFactor({ name, path, isLast, done }: RemoveFactorProps) {
  const router = useRouter();

  async function remove(): Promise<string | null> {
    const answer = await sendRequest("DELETE", path);
    if (!answer.ok && answer.problem.status !== 404) return problemText(answer.problem);
    toast.success(done);
    router.refresh();
    return null;
  }

  return (
    <ConfirmDialog
      trigger={
        <Button variant="outline" size="sm" aria-label={`Remove ${name}`}>
          Remove
        </Button>
      }
      title={`Remove ${name}?`}
      description={
        isLast
          ? "It is your last one: your password alone lets in then, and your recovery codes stop working."
          : "It lets nobody in any more."
      }
      confirmLabel="Remove"
      destructive
      onConfirm={remove}
    />
  );
}
