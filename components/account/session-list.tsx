"use client";

import { Laptop } from "lucide-react";
import { useRouter } from "next/navigation";
import { problemText } from "../http/problem";
import { sendRequest } from "../http/send-request";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { SectionCard } from "../ui/card";
import { ConfirmDialog } from "../ui/confirm-dialog";
import { TimeAgo } from "../ui/time-ago";
import { toast } from "../ui/toast";
import { browserName } from "./browser-name";

interface Session {
  id: string;
  ip: string | null;
  userAgent: string | null;
  createdAt: string;
  lastSeenAt: string;
  current: boolean;
}

/** The sessions of a person, each with a way to end it. */
export function SessionList({ sessions }: { sessions: Session[] }) {
  const router = useRouter();

  async function end(path: string, done: string): Promise<string | null> {
    const answer = await sendRequest("DELETE", path);
    if (!answer.ok) return problemText(answer.problem);
    toast.success(done);
    router.refresh();
    return null;
  }

  return (
    <SectionCard
      title="Where you are signed in"
      description="End what you do not know. It counts from the next click there."
      actions={
        sessions.length > 1 ? (
          <ConfirmDialog
            trigger={
              <Button variant="outline" size="sm">
                End all others
              </Button>
            }
            title="End all other sessions?"
            description="Every other browser is signed out at once. This one stays signed in."
            confirmLabel="End all others"
            destructive
            onConfirm={() => end("/api/sessions?others=1", "All other sessions ended")}
          />
        ) : null
      }
    >
      <ul className="divide-y">
        {sessions.map((session) => (
          <li
            key={session.id}
            className="flex flex-wrap items-center gap-x-3 gap-y-2 py-3 first:pt-0 last:pb-0"
          >
            <Laptop aria-hidden className="size-4 shrink-0 text-muted-foreground" />
            <div className="min-w-0 flex-1 basis-52">
              <p
                className="flex flex-wrap items-center gap-2 text-sm font-medium"
                title={session.userAgent ?? undefined}
              >
                {browserName(session.userAgent)}
                {session.current ? <Badge tone="good">This browser</Badge> : null}
              </p>
              <p className="text-sm text-muted-foreground">
                {session.ip ?? "Address not known"} · signed in <TimeAgo at={session.createdAt} /> · last used{" "}
                <TimeAgo at={session.lastSeenAt} />
              </p>
            </div>
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
          </li>
        ))}
      </ul>
    </SectionCard>
  );
}
