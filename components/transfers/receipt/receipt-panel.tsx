"use client";

import type { ReceiptItem, TaskView, TransferReceipt } from "@/lib/jobs/transfer-receipt";
import { counted } from "../../flows/words/counted";
import { Notice } from "../../ui/notice";
import { ProgressCard } from "../../ui/progress-card";
import { isLeft } from "../words/result-words";
import { ReceiptControls } from "./receipt-controls";
import { ReceiptItems } from "./receipt-items";
import type { Names } from "./receipt-text";
import { TaskList } from "./task-list";
import { useReceipt } from "./use-receipt";

interface ReceiptPanelProps {
  loaded: TransferReceipt;
  names: Names;
}

function withTask(receipt: TransferReceipt, task: TaskView): TransferReceipt {
  const items = receipt.items.map((item) => ({
    ...item,
    tasks: item.tasks.map((one) => (one.id === task.id ? task : one)),
  }));
  return { ...receipt, items };
}

/** What became of a copy: alive while it runs, and a checklist afterwards. */
export function ReceiptPanel({ loaded, names }: ReceiptPanelProps) {
  const { receipt, show } = useReceipt(loaded);
  const { items } = receipt;
  return (
    <div className="flex flex-col gap-4">
      <ReceiptControls receipt={receipt} names={names} onNews={show} />
      <UnknownNotice items={items} />
      <Progress receipt={receipt} />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_19rem] xl:gap-6 has-[>:only-child]:block">
        <ReceiptItems items={items} names={names} />
        <TaskList
          transferId={receipt.id}
          items={items}
          names={names}
          onTicked={(task) => show((present) => withTask(present, task))}
        />
      </div>
    </div>
  );
}

function UnknownNotice({ items }: { items: readonly ReceiptItem[] }) {
  const unknown = items.filter(({ state }) => state === "unknown").length;
  if (unknown === 0) return null;
  return (
    <Notice tone="warn" title={`The outcome of ${counted(unknown, "flow")} is not known`}>
      Trillet did not answer. Switchboard looks it up by itself, and nothing is sent twice.
    </Notice>
  );
}

const PARTS = [
  { name: "done", colour: "bg-primary", words: "copied" },
  { name: "unsent", colour: "bg-accent-foreground/40", words: "with nothing to send" },
  { name: "unknown", colour: "bg-lamp", words: "not known" },
  { name: "left", colour: "bg-destructive", words: "left" },
  { name: "waiting", colour: "bg-lamp-off", words: "waiting" },
] as const;
type Part = (typeof PARTS)[number]["name"];

function partOf(item: ReceiptItem, isOver: boolean): Part {
  const { state } = item;
  if (state === "succeeded") return "done";
  if (state === "unknown") return "unknown";
  if (!isOver && (state === "waiting" || state === "running")) return "waiting";
  return isLeft(item) ? "left" : "unsent";
}

const STATES = { running: "Copying", paused: "Paused", cancelled: "Stopped", done: "Done" } as const;

/** How far it is: a bar, and the same in words. */
function Progress({ receipt: { state, endedAt, items } }: { receipt: TransferReceipt }) {
  const counts: Record<Part, number> = { done: 0, unsent: 0, unknown: 0, left: 0, waiting: 0 };
  for (const item of items) counts[partOf(item, endedAt !== null)]++;
  const through = items.length - counts.waiting;
  const words = `${through} of ${counted(items.length, "flow")}`;
  return (
    <ProgressCard
      title={`${STATES[state]}: ${words}`}
      valueText={words}
      through={through}
      total={items.length}
      isOver={endedAt !== null}
      parts={PARTS.map((part) => ({
        ...part,
        count: counts[part.name],
        words: `${counts[part.name]} ${part.words}`,
      }))}
    />
  );
}
