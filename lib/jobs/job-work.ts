import "server-only";
import { z } from "zod";
import type { AnsweredRequest, ExistingFlowRequest } from "@/lib/changes/carry-out-change";
import { replaceInFlowTexts, updateFlow } from "@/lib/changes/update-flow";
import { maskedBody } from "@/lib/changes/write-request";
import { jsonColumn } from "@/lib/db/json-column";
import type { FlowKind } from "@/lib/flows/model/flow";
import { replacementSchema } from "@/lib/flows/replace/replacement-schema";
import { toFieldErrors } from "@/lib/flows/requests/schema-errors";
import { UPDATE_SCHEMAS } from "@/lib/flows/requests/update-schemas";
import { parseExactly, stringifyExactly } from "@/lib/json/exact-numbers";
import { type FieldError, pointerBelow } from "@/lib/json/json-pointer";
import { jobBinding, seal, unseal, VaultError } from "@/lib/vault/vault";
import type { JobType } from "./job-states";

/** The work of each type of job, as its request says it. */
export const JOB_WORK = {
  patch_flows: z.strictObject({
    type: z.literal("patch_flows"),
    patch: z
      .record(z.string(), z.unknown())
      .describe("What to change in each flow, as in the body of its `PATCH`."),
  }),
  replace_text: z.strictObject({ type: z.literal("replace_text"), replacement: replacementSchema }),
  // What is sent stands beside each flow: see `TransferItem`.
  transfer_flows: z.strictObject({ type: z.literal("transfer_flows"), fingerprint: z.string() }),
  // What is to be made stands beside each flow, too: see `JobNewFlow`.
  create_flows: z.strictObject({ type: z.literal("create_flows"), digest: z.string() }),
} as const satisfies Record<JobType, z.ZodObject>;

export const jobWork = z.discriminatedUnion("type", [
  JOB_WORK.patch_flows,
  JOB_WORK.replace_text,
  JOB_WORK.transfer_flows,
  JOB_WORK.create_flows,
]);

export type JobWork = z.output<typeof jobWork>;

/** Work that is the same for each flow. */
export type SharedWork = Exclude<JobWork, { type: "transfer_flows" | "create_flows" }>;

/** The parts of a job's work that somebody has left out in one flow. */
export const leftOutColumn = jsonColumn("JobItem.leftOut", z.array(z.string()));

/** Returns the errors of work that a kind of flow can't take, by their places in the request. */
export function workFaults(work: SharedWork, kind: FlowKind): FieldError[] {
  if (work.type === "replace_text") return [];
  const read = UPDATE_SCHEMAS[kind].safeParse(work.patch);
  if (read.success) return [];
  return toFieldErrors(read.error).map(({ path, message }) => ({
    path: `${pointerBelow("", "patch")}${path}`,
    message,
  }));
}

/** Returns work for people: without the values of webhook headers, and empty where nobody can open it. */
export function shownWork(work: JobWork | null): Record<string, unknown> {
  if (work === null || work.type === "transfer_flows" || work.type === "create_flows") return {};
  return work.type === "replace_text" ? { replacement: work.replacement } : { patch: maskedBody(work.patch) };
}

/** Seals a job's work, which may hold values of webhook headers. */
export function sealWork(jobId: string, work: JobWork): string {
  return seal(stringifyExactly(work), jobBinding(jobId));
}

/** Returns a job's work; null where its key has left the keyring, or another version wrote it. */
export function openWork(jobId: string, sealedWork: string): JobWork | null {
  try {
    return jobWork.safeParse(parseExactly(unseal(sealedWork, jobBinding(jobId)))).data ?? null;
  } catch (error) {
    if (error instanceof VaultError) return null;
    throw error;
  }
}

/**
 * Does a job's work in one flow, as a change of its own.
 * @param leftOut the hits of a replacement that stay as they are; null for none
 * @throws Problem as `updateFlow`
 */
export async function workOn(
  request: ExistingFlowRequest,
  work: SharedWork,
  leftOut: readonly string[] | null,
): Promise<AnsweredRequest> {
  if (work.type === "replace_text")
    return await replaceInFlowTexts({ ...request, replacement: work.replacement, leftOut });
  const patch = UPDATE_SCHEMAS[request.kind].parse(work.patch);
  return await updateFlow({ ...request, patch, unattended: true });
}
