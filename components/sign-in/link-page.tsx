"use client";

import { type ReactNode, useEffect, useState, useSyncExternalStore } from "react";
import { object, orNull, text } from "../http/answer-shape";
import type { Problem } from "../http/problem";
import { ProblemNotice } from "../http/problem-notice";
import { type Answer, sendRequest } from "../http/send-request";
import { AppLink } from "../ui/app-link";
import { Button } from "../ui/button";
import { buttonVariants } from "../ui/button-variants";
import { Card } from "../ui/card";
import { AcceptLinkForm } from "./accept-link-form";
import { NoPasswordNeeded } from "./provider-ways";

const linked = object({ name: text, email: text, provider: orNull(object({ id: text, name: text })) });
interface Linked {
  name: string;
  email: string;
  provider: { id: string; name: string } | null;
}

/** The two pages that links for a password lead to. */
const PAGES = {
  invitation: { preview: "/api/invitations/preview", accept: "/api/invitations" },
  reset: { preview: "/api/password-resets/preview", accept: "/api/password-resets/complete" },
} as const;
export type LinkPageKind = keyof typeof PAGES;

function onHashChange(notify: () => void): () => void {
  window.addEventListener("hashchange", notify);
  return () => window.removeEventListener("hashchange", notify);
}

/**
 * Returns the token after the `#` of the address, which browsers send to nobody; null for none. It stays there until it is used, since a
 * browser may load the page again.
 * @returns undefined before the page runs in a browser
 */
function useLinkToken(): string | null | undefined {
  const read = () => /^#\/([\w-]{1,200})$/.exec(window.location.hash)?.[1] ?? null;
  return useSyncExternalStore<string | null | undefined>(onHashChange, read, () => undefined);
}

/** Asks whose link it is. The answer to a former token doesn't count. */
function useLinked(kind: LinkPageKind, token: string | null | undefined): Answer<Linked> | null {
  const [found, setFound] = useState<{ token: string; answer: Answer<Linked> } | null>(null);
  useEffect(() => {
    if (!token) return;
    let isOver = false;
    void sendRequest("POST", PAGES[kind].preview, { body: { token }, answer: linked }).then((answer) => {
      if (!isOver) setFound({ token, answer });
    });
    return () => {
      isOver = true;
    };
  }, [kind, token]);
  return found && found.token === token ? found.answer : null;
}

/** The page of a link for a password. */
export function LinkPage({ kind }: { kind: LinkPageKind }) {
  const token = useLinkToken();
  const answer = useLinked(kind, token);
  if (token === null) return <SpentLink kind={kind} />;
  if (!token || !answer) return <p role="status">Your link is being read.</p>;
  if (!answer.ok) return <NoLink kind={kind} problem={answer.problem} />;
  const { name, email, provider } = answer.data;
  if (provider) return <NoPasswordNeeded name={name} provider={provider} />;
  return (
    <>
      {kind === "invitation" ? (
        <Head title={`Welcome, ${name}`}>
          Choose a password for <span className="font-medium text-foreground">{email}</span>.
        </Head>
      ) : (
        <Head title="Choose a new password">
          for <span className="font-medium text-foreground">{email}</span>. All your sessions end then.
        </Head>
      )}
      <Card className="p-5">
        <AcceptLinkForm key={token} token={token} email={email} path={PAGES[kind].accept} />
      </Card>
    </>
  );
}

function NoLink({ kind, problem }: { kind: LinkPageKind; problem: Problem }) {
  if (problem.code === "not_found") return <SpentLink kind={kind} />;
  return (
    <>
      <Head title="Your link can't be read right now">It was not used, and goes on to work.</Head>
      <ProblemNotice problem={problem} />
      <Button className="self-start" onClick={() => window.location.reload()}>
        Try again
      </Button>
    </>
  );
}

function SpentLink({ kind }: { kind: LinkPageKind }) {
  const isReset = kind === "reset";
  return (
    <>
      {isReset ? (
        <Head title="This link no longer works">
          A link for a new password works once, for a short time, and only the last one that was sent. If you
          have already set your password, sign in.
        </Head>
      ) : (
        <Head title="This invitation no longer works">
          An invitation link works once and for a limited time. If you have already set your password, sign
          in. Otherwise ask an owner of this portal for a new link.
        </Head>
      )}
      <div className="flex flex-wrap gap-2">
        {isReset ? (
          <AppLink href="/forgot-password" className={buttonVariants()}>
            Ask for a new link
          </AppLink>
        ) : null}
        <AppLink href="/sign-in" className={buttonVariants(isReset ? { variant: "outline" } : {})}>
          Go to sign-in
        </AppLink>
      </div>
    </>
  );
}

function Head({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <h1 className="text-2xl font-semibold">{title}</h1>
      <p className="mt-1 text-muted-foreground">{children}</p>
    </div>
  );
}
