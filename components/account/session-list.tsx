"use client";

import { Laptop } from "lucide-react";
import { useRouter } from "next/navigation";
import { signInMethod } from "@/lib/identity/sign-in-methods";
import { browserName } from "@/lib/text/browser-name";
import { problemText } from "../http/problem";
import { sendRequest } from "../http/send-request";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { SectionCard } from "../ui/card";
import { ConfirmDialog } from "../ui/confirm-dialog";
import { TimeAgo } from "../ui/time-ago";
import { toast } from "../ui/toast";
import { AccountRow } from "./account-row";

interface Session {
  id: string;
  ip: string | null;
  userAgent: string | null;
  method: string;
  createdAt: string;
  lastSeenAt: string;
  current: boolean;
}

interface SessionListProps {
  sessions: Session[];
  /** Whose they are, where the reader is an owner who sees somebody else's. */
  of?: { id: string; name: string };
}

/** The sessions of a person, each with a way to end it. */
export function SessionList({ sessions, of }: SessionListProps) {
  const router = useRouter();
  const { title, description, all, question, path } = listWords(of);

  async function end(path: string, done: string): Promise<string | null> {
    const answer = await sendRequest("DELETE", path);
    if (!answer.ok) return problemText(answer.problem);
    toast.success(done);
    router.refresh();
    return null;
  }

  return (
    <SectionCard
      title={title}
      description={description}
      actions={
        sessions.length > (of ? 0 : 1) ? (
          <ConfirmDialog
            trigger={
              <Button variant="outline" size="sm">
                {all}
              </Button>
            }
            title={question}
            description={
              of
                ? "Every browser of theirs is signed out at once. They can sign in again."
                : "Every other browser is signed out at once. This one stays signed in."
            }
            confirmLabel={all}
            destructive
            onConfirm={() => end(path, of ? "All sessions ended" : "All other sessions ended")}
          />
        ) : null
      }
    >
      {sessions.length === 0 ? <p className="text-sm text-muted-foreground">Signed in nowhere.</p> : null}
      <ul className="divide-y">
        {sessions.map((session) => (
          <AccountRow
            key={session.id}
            icon={<Laptop />}
            title={session.userAgent ?? undefined}
            name={
              <>
                {browserName(session.userAgent)}
                {session.current ? <Badge tone="good">This browser</Badge> : null}
              </>
            }
            details={<SessionFacts session={session} />}
          >
            {session.current ? null : (
              <ConfirmDialog
                trigger={
                  <Button
                    variant="outline"
                    size="sm"
                    aria-label={`End the session of ${browserName(session.userAgent)}`}
                  >
                    End
                  </Button>
                }
                title="End this session?"
                description={`${browserName(session.userAgent)} is signed out at once.`}
                confirmLabel="End session"
                destructive
                onConfirm={() => end(`/api/sessions/${session.id}`, "Session ended")}
              />
            )}
          </AccountRow>
        ))}
      </ul>
    </SectionCard>
  );
}

function SessionFacts({ session: { ip, method, createdAt, lastSeenAt } }: { session: Session }) {
  return (
    <>
      {ip ?? "Address not known"} · signed in <TimeAgo at={createdAt} /> (
      {(signInMethod(method)?.label ?? method).toLowerCase()}) · last used <TimeAgo at={lastSeenAt} />
    </>
  );
}

/** The words about the reader's own sessions, or about somebody else's. */
function listWords(of: SessionListProps["of"]) {
  if (of)
    return {
      title: "Sessions",
      description: `Where ${of.name} is signed in.`,
      all: "End all",
      question: `End all sessions of ${of.name}?`,
      path: `/api/sessions?others=1&user=${of.id}`,
    };
  return {
    title: "Where you are signed in",
    description: "End what you do not know. It counts from the next click there.",
    all: "End all others",
    question: "End all other sessions?",
    path: "/api/sessions?others=1",
  };
}
