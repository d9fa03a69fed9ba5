"use client";

import { SendHorizontal } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import type { MailView } from "@/lib/mail/mail-view";
import { flag, number, object, orNull, text } from "../http/answer-shape";
import { ProblemNotice } from "../http/problem-notice";
import { useRequest } from "../http/use-request";
import { Button } from "../ui/button";
import { SectionCard } from "../ui/card";
import { Notice } from "../ui/notice";

interface TestResult {
  sent: boolean;
  error: string | null;
  reply: string | null;
  durationMs: number;
}

const isTestResult = object<TestResult>({
  sent: flag,
  error: orNull(text),
  reply: orNull(text),
  durationMs: number,
});

/** How the portal sends mails; an operator sets it up, and an owner tries it out. */
export function MailSection({ mail }: { mail: MailView | null }) {
  return (
    <SectionCard
      title="Mail"
      description="Invitations, links for a new password, and notices about accounts."
      actions={mail ? <Badges mail={mail} /> : null}
    >
      {mail ? <MailSetUp mail={mail} /> : <NoMail />}
    </SectionCard>
  );
}

function Badges({ mail: { waiting } }: { mail: MailView }) {
  if (waiting === 0) return null;
  return (
    <span className="text-sm text-muted-foreground">
      {waiting} {waiting === 1 ? "mail waits" : "mails wait"}
    </span>
  );
}

function NoMail() {
  return (
    <Notice title="No mail is set up">
      People get links from you by hand, and nobody can ask for a new password on the sign-in page. An
      operator sets <code>SMTP_URL</code> and <code>MAIL_FROM</code> on the server, and starts the portal
      again.
    </Notice>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-6 sm:grid-cols-[10rem_minmax(0,1fr)]">
      <dt className="text-muted-foreground">{name}</dt>
      <dd className="wrap-anywhere">{children}</dd>
    </div>
  );
}

function MailSetUp({ mail }: { mail: MailView }) {
  const router = useRouter();
  const { busy, problem, send } = useRequest();
  const [result, setResult] = useState<TestResult | null>(null);
  const { server, isEncrypted, from, publicUrl, lastError } = mail;

  async function test() {
    setResult(null);
    const answer = await send("POST", "/api/portal-settings/test-mail", { answer: isTestResult });
    if (!answer.ok) return;
    setResult(answer.data);
    router.refresh();
  }

  return (
    <div className="flex flex-col gap-4">
      <dl className="flex flex-col gap-2 text-sm">
        <Fact name="Server">
          {server}, {isEncrypted ? "encrypted" : "on this machine"}
        </Fact>
        <Fact name="From">
          {from.name} &lt;{from.address}&gt;
        </Fact>
        <Fact name="Links lead to">
          {publicUrl ?? "this machine only: an operator should set PORTAL_URL"}
        </Fact>
      </dl>
      {lastError ? (
        <Notice tone="warn" title="A mail could not be sent yet">
          {lastError}. It is sent again with growing pauses, for a day at most. If it fails, the
          portal&rsquo;s log says so.
        </Notice>
      ) : null}
      <ProblemNotice problem={problem} />
      {result ? <TestOutcome result={result} /> : null}
      <div>
        <Button variant="outline" busy={busy} onClick={() => void test()}>
          {busy ? null : <SendHorizontal aria-hidden />}
          Send a test mail to me
        </Button>
      </div>
    </div>
  );
}

function TestOutcome({ result: { sent, error, reply, durationMs } }: { result: TestResult }) {
  return (
    <Notice
      tone={sent ? "good" : "bad"}
      role="alert"
      title={sent ? `The server took the mail, in ${durationMs} ms` : "The mail was not sent"}
    >
      {error ? <p>{error}.</p> : null}
      {reply ? (
        <p>
          It said: <code className="wrap-anywhere">{reply}</code>
        </p>
      ) : null}
    </Notice>
  );
}
