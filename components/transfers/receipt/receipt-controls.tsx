"use client";

import { ArrowRight, Download, Pause, Play, Undo2 } from "lucide-react";
import { useState } from "react";
import type { TransferReceipt } from "@/lib/jobs/transfer-receipt";
import { jsonFileName, saveTextFile } from "../../flows/json/text-files";
import { counted } from "../../flows/words/counted";
import { problemText } from "../../http/problem";
import { ProblemNotice } from "../../http/problem-notice";
import { sendRequest } from "../../http/send-request";
import { useRequest } from "../../http/use-request";
import { noteStartedJob } from "../../jobs/tray/started-jobs";
import { AppLink } from "../../ui/app-link";
import { Button } from "../../ui/button";
import { buttonVariants } from "../../ui/button-variants";
import { ConfirmDialog } from "../../ui/confirm-dialog";
import { CopyButton } from "../../ui/copy-button";
import { isReceipt } from "../words/transfer-shapes";
import { type Names, receiptText } from "./receipt-text";
import { restOf, wayBack } from "./what-is-left";

interface ReceiptControlsProps {
  receipt: TransferReceipt;
  names: Names;
  onNews: (receipt: TransferReceipt) => void;
}

type Control = "pause" | "resume" | "cancel";

/** What people may do with a copy: hold it, stop it, go on with what is left, and take its receipt along. */
export function ReceiptControls({ receipt, names, onNews }: ReceiptControlsProps) {
  const { busy, problem, send } = useRequest();
  const [pressed, setPressed] = useState<Control | null>(null);
  const { id, state, endedAt, mayControl } = receipt;

  async function readAgain() {
    noteStartedJob();
    const answer = await sendRequest("GET", `/api/transfers/${id}`, { answer: isReceipt });
    if (answer.ok) onNews(answer.data);
  }

  async function control(what: "pause" | "resume") {
    setPressed(what);
    const answer = await send("POST", `/api/jobs/${id}/${what}`);
    if (answer.ok) await readAgain();
  }

  async function stop(): Promise<string | null> {
    const answer = await sendRequest("POST", `/api/jobs/${id}/cancel`);
    if (!answer.ok) return problemText(answer.problem);
    await readAgain();
    return null;
  }

  return (
    <>
      <div className="flex flex-wrap gap-2">
        {restOf(receipt).map(({ href, flows }, _, all) => (
          <AppLink key={href} href={href} className={buttonVariants()}>
            <ArrowRight aria-hidden />
            Go on with what is left{all.length > 1 ? `: ${counted(flows, "flow")}` : ""}
          </AppLink>
        ))}
        {wayBack(receipt).map(({ href, flows, workspace }) => (
          <AppLink key={href} href={href} className={buttonVariants({ variant: "outline" })}>
            <Undo2 aria-hidden />
            Put back {counted(flows, "flow")} of {names[workspace]?.name ?? workspace}
          </AppLink>
        ))}
        {mayControl && state === "running" ? (
          <Button variant="outline" busy={busy && pressed === "pause"} onClick={() => void control("pause")}>
            <Pause aria-hidden />
            Pause
          </Button>
        ) : null}
        {mayControl && state === "paused" ? (
          <Button busy={busy && pressed === "resume"} onClick={() => void control("resume")}>
            <Play aria-hidden />
            Go on
          </Button>
        ) : null}
        {mayControl && endedAt === null ? (
          <ConfirmDialog
            trigger={<Button variant="outline">Stop</Button>}
            title="Stop this copy?"
            description="What was sent stays as it is, and is listed here. What was not begun is not sent; you can copy it later."
            confirmLabel="Stop the copy"
            destructive
            onConfirm={stop}
          />
        ) : null}
        <CopyButton wide label="Copy as text" text={receiptText(receipt, names)} />
        <Button
          variant="outline"
          onClick={() =>
            saveTextFile(
              jsonFileName(`Copy of flows ${receipt.startedAt.slice(0, 10)}`),
              `${JSON.stringify(receipt, null, 2)}\n`,
            )
          }
        >
          <Download aria-hidden />
          Download
        </Button>
      </div>
      <ProblemNotice problem={problem} />
    </>
  );
}
