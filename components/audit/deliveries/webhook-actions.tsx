"use client";

import { Pause, Play, SendHorizontal, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { AuditWebhookView } from "@/lib/audit/delivery/list-webhooks";
import { flag, number, object, orNull, text } from "../../http/answer-shape";
import { problemText } from "../../http/problem";
import { ProblemNotice } from "../../http/problem-notice";
import { sendRequest } from "../../http/send-request";
import { useRequest } from "../../http/use-request";
import { Button } from "../../ui/button";
import { ConfirmDialog } from "../../ui/confirm-dialog";
import { Notice } from "../../ui/notice";
import { toast } from "../../ui/toast";
import { RotateSecretDialog } from "./rotate-secret-dialog";

interface TestResult {
  delivered: boolean;
  status: number | null;
  error: string | null;
  durationMs: number;
}

const isTestResult = object<TestResult>({
  delivered: flag,
  status: orNull(number),
  error: orNull(text),
  durationMs: number,
});

interface WebhookActionsProps {
  webhook: AuditWebhookView;
  /** The webhook's address under `/api`. */
  path: string;
  host: string;
}

/** The buttons for one webhook. */
export function WebhookActions({ webhook, path, host }: WebhookActionsProps) {
  const router = useRouter();
  const testing = useRequest();
  const pausing = useRequest();
  const [result, setResult] = useState<TestResult | null>(null);
  const paused = webhook.state === "paused";

  async function test() {
    setResult(null);
    const answer = await testing.send("POST", `${path}/test`, { answer: isTestResult });
    if (!answer.ok) return;
    setResult(answer.data);
    router.refresh();
  }

  async function pause() {
    const answer = await pausing.send("PATCH", path, { body: { paused: !paused } });
    if (!answer.ok) return;
    toast.success(paused ? `${host} gets events again` : `${host} gets nothing until you resume`);
    router.refresh();
  }

  async function remove(): Promise<string | null> {
    const answer = await sendRequest("DELETE", path);
    if (!answer.ok) return problemText(answer.problem);
    toast.success(`${host} was removed`);
    router.refresh();
    return null;
  }

  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap gap-2">
        <Button variant="outline" size="sm" busy={testing.busy} onClick={() => void test()}>
          {testing.busy ? null : <SendHorizontal aria-hidden />}
          Send a test
        </Button>
        <Button variant="outline" size="sm" busy={pausing.busy} onClick={() => void pause()}>
          {pausing.busy ? null : paused ? <Play aria-hidden /> : <Pause aria-hidden />}
          {paused ? "Resume" : "Pause"}
        </Button>
        <RotateSecretDialog path={path} host={host} />
        <ConfirmDialog
          trigger={
            <Button variant="destructive-ghost" size="sm">
              <Trash2 aria-hidden />
              Remove
            </Button>
          }
          title={`Remove ${host}?`}
          description={
            webhook.waiting + webhook.dead > 0
              ? "It gets no further event, and what it has not taken yet is not sent any more. The events stay in the log."
              : "It gets no further event. The events stay in the log."
          }
          confirmLabel="Remove"
          destructive
          onConfirm={remove}
        />
      </div>
      <ProblemNotice problem={testing.problem ?? pausing.problem} />
      <div role="status">{result ? <TestNotice result={result} /> : null}</div>
    </div>
  );
}

function TestNotice({ result }: { result: TestResult }) {
  if (result.delivered)
    return (
      <Notice tone="good" title="The test arrived">
        The receiver answered {result.status} in {result.durationMs} ms.
      </Notice>
    );
  return (
    <Notice tone="bad" title="The test did not arrive">
      {result.error}
    </Notice>
  );
}
