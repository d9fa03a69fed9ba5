import { z } from "zod";
import type { AuditActor, AuditRequest } from "@/lib/audit/event";
import { storedActor, storedRequest } from "@/lib/audit/stored-parts";
import type { Change } from "@/lib/db/generated/client";
import { jsonColumn } from "@/lib/db/json-column";
import type { StoredFlow } from "@/lib/flows/model/flow";
import type { FlowKind } from "@/lib/flows/model/flow-kind";
import type { NotCopied } from "@/lib/flows/requests/copy-flow";
import { createCallFlowSchema } from "@/lib/flows/requests/create-call-flow";
import { createMessageFlowSchema } from "@/lib/flows/requests/create-message-flow";
import type { CreateFlow, FlowPatch } from "@/lib/flows/requests/flow-patch";
import { storedFlow } from "@/lib/mirror/stored-flow";
import type { StoredAnswer } from "./stored-answer";

const text = z.string();
const answer: z.ZodType<StoredAnswer> = z.object({
  status: z.int(),
  headers: z.record(text, text),
  body: text,
});
const notDone: z.ZodType<NotCopied[]> = z.array(z.object({ path: text, why: text }));

/**
 * What a create that copies another flow has in its journal entry, beside the body: recovery must give the same answer
 * as the request itself would.
 */
export interface DuplicateIntent {
  /** The source's upstream id. */
  from: string;
  later: FlowPatch | null;
  notCopied: NotCopied[];
  /** How many values of webhook headers were read from the source to be copied. Absent before that, and in old ones. */
  secretsCopied?: number;
}

export interface RestoreIntent {
  revision: number;
  notRestored: NotCopied[];
}

const duplicate: z.ZodType<DuplicateIntent> = z.object({
  from: text,
  later: z.record(text, z.unknown()).nullable(),
  notCopied: notDone,
  secretsCopied: z.int().optional(),
});
const bodies = { call_flow: createCallFlowSchema, message_flow: createMessageFlowSchema };

export const changeAnswer = jsonColumn("Change.answer", answer);
export const changePaths = jsonColumn("Change.patchPaths", z.array(text));
export const restoreIntent = jsonColumn(
  "Change.intent",
  z.object({ revision: z.int(), notRestored: notDone }),
);
export const duplicateColumn = jsonColumn(
  "Change.intent",
  z.looseObject({ duplicate: duplicate.optional() }),
);

/** What a change meant to do, by its verb. */
export type Intent =
  | { verb: "create"; duplicate: DuplicateIntent | null }
  | { verb: "update" }
  | ({ verb: "restore" } & RestoreIntent);

/** A row of the journal as the code may trust it. */
export type JournalChange = Omit<
  Change,
  "actor" | "request" | "base" | "expected" | "patchPaths" | "answer" | "verb"
> &
  Intent & {
    actor: AuditActor & { id: string };
    request: AuditRequest;
    base: StoredFlow | null;
    expected: StoredFlow | null;
    patchPaths: string[];
    answer: StoredAnswer | null;
  };

function intentOf({ verb, intent }: Change): Intent {
  if (verb === "restore") return { verb, ...restoreIntent.read(intent) };
  return verb === "update" ? { verb } : { verb, duplicate: duplicateColumn.read(intent).duplicate ?? null };
}

/**
 * Reads a row of the journal.
 * @throws UnreadableColumn for one that another version wrote differently
 */
export function readChange(row: Change): JournalChange {
  return {
    ...row,
    ...intentOf(row),
    actor: storedActor.read(row.actor),
    request: storedRequest.read(row.request),
    base: storedFlow.readOrNull(row.kind, row.base),
    expected: storedFlow.readOrNull(row.kind, row.expected),
    patchPaths: changePaths.readOrNull(row.patchPaths) ?? [],
    answer: changeAnswer.readOrNull(row.answer),
  };
}

/**
 * The body of a lost create, secrets masked: what a new flow is recognised by.
 * @throws UnreadableColumn
 */
export function intendedBody(kind: FlowKind, { intent }: Pick<Change, "intent">): CreateFlow {
  const { duplicate: _, ...body } = duplicateColumn.read(intent);
  return jsonColumn<CreateFlow>("Change.intent", bodies[kind]).read(body);
}
