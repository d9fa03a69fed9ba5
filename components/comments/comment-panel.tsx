"use client";

import { useCallback, useEffect, useState } from "react";
import type { CommentView, EventComments } from "@/lib/comments/comments";
import { flag, listOf, object, orNull, type Shape, text } from "../http/answer-shape";
import { type Problem, problemText } from "../http/problem";
import { ProblemNotice } from "../http/problem-notice";
import { sendRequest } from "../http/send-request";
import { Button } from "../ui/button";
import { SectionCard, Skeleton } from "../ui/card";
import { ConfirmDialog } from "../ui/confirm-dialog";
import { GivenName } from "../ui/given-name";
import { TimeAgo } from "../ui/time-ago";
import { toast } from "../ui/toast";
import { CommentForm } from "./comment-form";

const person = object({ id: text, name: text });
type Part = CommentView["parts"][number];
const textPart: Shape<Extract<Part, { text: string }>> = object({ text });
const mentionPart: Shape<Extract<Part, { mention: unknown }>> = object({ mention: person });
const isPart = (value: unknown): value is Part => textPart(value) || mentionPart(value);

const isComment = object<CommentView>({
  id: text,
  eventId: text,
  author: person,
  at: text,
  editedAt: orNull(text),
  isOwn: flag,
  parts: listOf(isPart),
  typed: text,
});
const isComments = object<EventComments>({
  items: listOf(isComment),
  people: listOf(object({ name: text, mention: text })),
});

interface CommentPanelProps {
  /** The workspace's address under `/api`. */
  apiPath: string;
  eventId: string;
}

/** What people say about an event. It loads after the page, which is about the event itself. */
export function CommentPanel({ apiPath, eventId }: CommentPanelProps) {
  const [known, setKnown] = useState<EventComments | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const path = `${apiPath}/audit-events/${eventId}/comments`;

  const load = useCallback(async () => {
    const answer = await sendRequest("GET", path, { answer: isComments });
    if (answer.ok) setKnown(answer.data);
    setProblem(answer.ok ? null : answer.problem);
  }, [path]);
  useEffect(() => void load(), [load]);

  return (
    <div id="comments" className="scroll-mt-18">
      <SectionCard
        title="Comments"
        description="They are kept beside the log and are no part of it: their authors may change and remove them."
      >
        <ProblemNotice problem={problem} />
        {known === null ? (
          problem ? null : (
            <div role="status" aria-label="Loading comments">
              <Skeleton className="h-16" />
            </div>
          )
        ) : (
          <>
            {known.items.length === 0 ? (
              <p className="mb-4 text-sm text-muted-foreground">Nobody has said anything yet.</p>
            ) : (
              <ul aria-label="Comments" className="mb-4 divide-y">
                {known.items.map((comment) => (
                  <Comment
                    key={comment.id}
                    comment={comment}
                    people={known.people}
                    path={`${apiPath}/comments/${comment.id}`}
                    onChange={load}
                  />
                ))}
              </ul>
            )}
            <CommentForm
              key={known.items.length}
              id="new-comment"
              label="New comment"
              people={known.people}
              request={{ method: "POST", path }}
              submitLabel="Comment"
              onDone={load}
            />
          </>
        )}
      </SectionCard>
    </div>
  );
}

interface CommentProps {
  comment: CommentView;
  people: EventComments["people"];
  path: string;
  onChange: () => Promise<void>;
}

function Comment({ comment, people, path, onChange }: CommentProps) {
  const [editing, setEditing] = useState(false);

  async function remove(): Promise<string | null> {
    const answer = await sendRequest("DELETE", path);
    if (!answer.ok) return problemText(answer.problem);
    toast.success("Your comment was removed");
    await onChange();
    return null;
  }

  return (
    <li className="py-3 first:pt-0">
      <p className="flex flex-wrap items-baseline gap-x-2 text-sm">
        <span className="font-medium">
          <GivenName>{comment.author.name}</GivenName>
        </span>
        <span className="text-xs text-muted-foreground">
          <TimeAgo at={comment.at} />
          {comment.editedAt ? ", changed since" : null}
        </span>
      </p>
      {editing ? (
        <div className="mt-2">
          <CommentForm
            id={`comment-${comment.id}`}
            label="Your comment"
            people={people}
            typed={comment.typed}
            request={{ method: "PATCH", path }}
            submitLabel="Save"
            onDone={async () => {
              await onChange();
              setEditing(false);
            }}
            onCancel={() => setEditing(false)}
          />
        </div>
      ) : (
        <p className="mt-1 text-sm whitespace-pre-wrap wrap-anywhere">
          {comment.parts.map((part, place) =>
            "mention" in part ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: the parts are fixed and have no other identity.
              <span key={place} className="rounded-sm bg-accent px-1 font-medium text-accent-foreground">
                @<GivenName>{part.mention.name}</GivenName>
              </span>
            ) : (
              part.text
            ),
          )}
        </p>
      )}
      {comment.isOwn && !editing ? (
        <div className="mt-1 -ml-3 flex gap-1">
          <Button variant="ghost" size="sm" onClick={() => setEditing(true)}>
            Edit
          </Button>
          <ConfirmDialog
            trigger={
              <Button variant="ghost" size="sm">
                Remove
              </Button>
            }
            title="Remove your comment?"
            description="It is gone for everybody. The log only says that there was one."
            confirmLabel="Remove"
            destructive
            onConfirm={remove}
          />
        </div>
      ) : null}
    </li>
  );
}
