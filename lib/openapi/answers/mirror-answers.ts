import { z } from "zod";
import { FLOW_CHANGE_VERBS, type LastChange, type LastFlowChange } from "@/lib/audit/search/last-changes";
import type { OpenChange } from "@/lib/changes/journal";
import { RevisionSource } from "@/lib/db/generated/enums";
import { DRIFT_STATES } from "@/lib/flows/diff/drift-state";
import { CHANGE_STATE_NAMES, OPEN_STATES } from "@/lib/flows/model/change-state";
import { FLOW_KINDS } from "@/lib/flows/model/flow";
import type { FlowList } from "@/lib/mirror/flow-lists";
import type { RevisionView } from "@/lib/mirror/revisions";
import { flagOrNull, listOf, textOrNull, time, timeOrNull } from "./answer-parts";

/** One field that differs between two states; null means "no value". */
export const fieldChange = z.object({
  path: z.string().describe("A JSON pointer (RFC 6901)."),
  before: z.unknown(),
  after: z.unknown(),
});

export const driftStateAnswer = z
  .enum(DRIFT_STATES)
  .describe(
    "The difference between the flow's stored state and the upstream's. The server never answers `changed_here` or " +
      "`changed_in_both`: those are about unsaved edits on a person's own device.",
  );

export const revisionAuthor = z
  .object({ id: z.string(), name: z.string(), email: z.string() })
  .nullable()
  .describe("The person who made it; null when it was made outside the portal.");

const lastChangeParts = {
  by: revisionAuthor,
  at: time,
  eventId: z.uuid().describe("The audit event that says all about it."),
  verb: z.enum(FLOW_CHANGE_VERBS),
  paths: z.array(z.string()).describe("The changed fields, as JSON pointers (RFC 6901)."),
  setTo: flagOrNull.describe("What the only changed field was set to, where that is on or off."),
  restored: z.int().nullable().describe("The revision that a restore brought back."),
};
const lastChange: z.ZodType<LastChange> = z.object(lastChangeParts);

/** A workspace's last change, with the flow that it changed. */
export const lastFlowChange: z.ZodType<LastFlowChange> = z.object({
  ...lastChangeParts,
  flow: z.object({ kind: z.enum(FLOW_KINDS), id: z.string(), name: textOrNull }),
});

const flowListItem = z.object({
  id: z.string(),
  name: z.string(),
  description: textOrNull,
  direction: textOrNull,
  isActive: flagOrNull,
  agent: textOrNull,
  agentName: textOrNull,
  folder: z
    .object({ id: z.string(), name: textOrNull.describe("Null when no list of folders named it.") })
    .nullable()
    .describe(
      "Null for none, and for a flow whose `driftState` is `never_seen`: lists of the upstream don't say it.",
    ),
  messageChannel: textOrNull,
  autopilot: flagOrNull,
  updatedAt: timeOrNull,
  missing: z.boolean().describe("The upstream's list does not have it any more."),
  driftState: driftStateAnswer,
  etag: textOrNull.describe(
    "The ETag of the flow's newest state that was read, for `If-Match`. Null where it was never read in full.",
  ),
  lastChange: lastChange.nullable().describe("The last change that the audit log knows of."),
  copiedFrom: z
    .object({
      source: z
        .object({
          workspace: z.string().describe("Its slug."),
          id: z.string(),
          name: z.string(),
          behind: z.int().describe("How many versions of the source came after the one that was taken."),
        })
        .nullable()
        .describe("Null for one that the caller may not read, or that is gone."),
    })
    .nullable()
    .describe("What it is a copy of; null for a flow that is none."),
});

export const flowListAnswer: z.ZodType<FlowList> = listOf(flowListItem).extend({
  asOf: timeOrNull.describe("When the list was last read from the upstream."),
  total: z.int(),
  unread: z
    .int()
    .describe("With `q`: the other flows whose description was never read, and so could not be searched."),
});

const revisionSource = z.enum(RevisionSource);

/** Everything about a stored state but its content. */
export const revisionHeadShape = {
  n: z.int(),
  at: time,
  source: revisionSource,
  by: revisionAuthor,
  reason: textOrNull,
  restoredFrom: z.int().nullable().describe("The revision that this one brought back, if it is a restore."),
};

const revision: z.ZodType<RevisionView> = z.object({
  ...revisionHeadShape,
  hash: z.string(),
  changes: z.array(fieldChange),
});

export const revisionListAnswer = listOf(revision);

/** One stored state, with the flow as it was. */
export function revisionAnswer(flow: z.ZodType) {
  return z.object({ n: z.int(), hash: z.string(), source: revisionSource, at: time, flow });
}

const openChange: z.ZodType<OpenChange> = z.object({
  id: z.uuid(),
  kind: z.string(),
  verb: z.string(),
  flowId: textOrNull,
  flowName: z.string(),
  state: z.enum(OPEN_STATES),
  actorName: z.string(),
  startedAt: time,
});

export const openChangeListAnswer = listOf(openChange);
export const resolvedChangeAnswer = z.object({
  id: z.uuid(),
  state: z.enum(CHANGE_STATE_NAMES),
});
