"use client";

import { KeyRound } from "lucide-react";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import type { TokenView } from "@/lib/identity/api-tokens";
import { roleLabel } from "@/lib/identity/roles";
import { problemText } from "../http/problem";
import { sendRequest } from "../http/send-request";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { SectionCard } from "../ui/card";
import { ConfirmDialog } from "../ui/confirm-dialog";
import { GivenName } from "../ui/given-name";
import { TimeAgo } from "../ui/time-ago";
import { toast } from "../ui/toast";
import { AccountRow } from "./account-row";

interface TokenListProps {
  tokens: TokenView[];
  /** Whose they are, where an owner sees another person's. */
  person?: { id: string; name: string };
  /** The way to make one; only a person who is in a workspace has it. */
  actions?: ReactNode;
}

/** A person's tokens, each with a way to revoke it. */
export function TokenList({ tokens, person, actions }: TokenListProps) {
  const description = person
    ? `Scripts with one of these act for ${person.name}, who is told when you revoke it.`
    : "For scripts and CI. What a script does with one is recorded under your name.";
  return (
    <SectionCard title="Tokens" description={description} actions={actions}>
      {tokens.length === 0 ? (
        <p className="text-sm text-muted-foreground">{noneWords(person !== undefined, Boolean(actions))}</p>
      ) : (
        <ul className="divide-y">
          {tokens.map((token) => (
            <AccountRow
              key={token.id}
              icon={<KeyRound />}
              name={<TokenName token={token} />}
              details={<TokenFacts token={token} />}
            >
              <RevokeButton token={token} {...(person ? { person } : {})} />
            </AccountRow>
          ))}
        </ul>
      )}
    </SectionCard>
  );
}

function noneWords(isSomebodyElse: boolean, canMakeOne: boolean): string {
  if (isSomebodyElse) return "None.";
  if (!canMakeOne) return "None. A token is for a workspace, and you are in none yet.";
  return "None yet. A script needs one to call the API without your password.";
}

/** The number of workspaces that a line names; the others are counted. */
const MOST_NAMED = 3;

/** Says where a token counts: "Editor in Harbour Dental, Metro Towing and 4 more". */
export function whereWords({ role, workspaces }: Pick<TokenView, "role" | "workspaces">): string {
  if (workspaces.length === 0) return `${roleLabel(role)}, in no workspace any more`;
  const words = workspaces
    .slice(0, MOST_NAMED)
    .map(({ name, role: here }) => (here === role ? name : `${name} (${roleLabel(here).toLowerCase()})`));
  const others = workspaces.length - MOST_NAMED;
  return `${roleLabel(role)} in ${words.join(", ")}${others > 0 ? ` and ${others} more` : ""}`;
}

function TokenName({ token: { name, hint, expired } }: { token: TokenView }) {
  return (
    <>
      <GivenName>{name}</GivenName>
      <code className="font-mono text-xs font-normal text-muted-foreground">swb_…{hint}</code>
      {expired ? <Badge tone="warn">Expired</Badge> : null}
    </>
  );
}

function TokenFacts({ token }: { token: TokenView }) {
  const { expired, expiresAt, createdAt, lastUsedAt } = token;
  return (
    <>
      {whereWords(token)}
      <br />
      {expired ? "expired" : "expires"} <TimeAgo at={expiresAt} /> ·{" "}
      {lastUsedAt ? (
        <>
          last used <TimeAgo at={lastUsedAt} />
        </>
      ) : (
        "never used"
      )}{" "}
      · made <TimeAgo at={createdAt} />
    </>
  );
}

function RevokeButton({ token, person }: { token: TokenView; person?: { id: string; name: string } }) {
  const router = useRouter();

  async function revoke(): Promise<string | null> {
    const answer = await sendRequest(
      "DELETE",
      `/api/tokens/${token.id}${person ? `?user=${person.id}` : ""}`,
    );
    // Revoked in another tab meanwhile is as good.
    if (!answer.ok && answer.problem.status !== 404) return problemText(answer.problem);
    toast.success(`The token ${token.name} is revoked`);
    router.refresh();
    return null;
  }

  return (
    <ConfirmDialog
      trigger={
        <Button variant="outline" size="sm" aria-label={`Revoke the token ${token.name}`}>
          Revoke
        </Button>
      }
      title={`Revoke the token ${token.name}?`}
      description="Scripts that use it are refused from their next request on. This can't be undone."
      confirmLabel="Revoke token"
      destructive
      onConfirm={revoke}
    />
  );
}
