import { z } from "zod";
import type { AccessReview, ReviewedRight } from "@/lib/identity/access-review/read-review";
import type { SignOff } from "@/lib/identity/access-review/sign-off";
import { type CsvFault, PEOPLE_COLUMNS } from "@/lib/identity/admission/people-csv";
import type { AdmissionPreview } from "@/lib/identity/admission/plan-admission";
import type { GroupView } from "@/lib/identity/groups/read-groups";
import type { NamedRoleChange } from "@/lib/identity/named-changes";
import { ROLE_NAMES } from "@/lib/identity/roles";
import { listOf, textOrNull, time, timeOrNull } from "./answer-parts";

const role = z.enum(ROLE_NAMES);
const workspace = z.object({ slug: z.string(), name: z.string(), colour: z.int() });
const effect = { workspace, before: role.nullable(), after: role.nullable() };

export const groupAnswer: z.ZodType<GroupView> = z.object({
  id: z.uuid(),
  name: z.string(),
  version: z.int().describe("Moves with every change. Send it with one, so that nobody's work is undone."),
  workspaces: z.array(workspace),
  members: z.array(
    z.object({ userId: z.uuid(), name: z.string(), email: z.string(), role, disabled: z.boolean() }),
  ),
});
export const groupListAnswer = listOf(groupAnswer);

const namedChange: z.ZodType<NamedRoleChange> = z.object({
  user: z.object({ id: z.uuid(), name: z.string() }),
  ...effect,
});
export const groupPreviewAnswer = z.object({
  changes: z.array(namedChange).describe("Whose role would change where. Null: no access."),
});

const admission = {
  email: z.string(),
  name: z.string(),
  outcome: z.enum(["invited", "here", "refused"]),
  owner: z.boolean(),
  reason: textOrNull.describe("Why the person is refused, or what was left out."),
  roles: z.array(z.object(effect)).describe("The roles that change. Nobody's role becomes less."),
};
const preview: z.ZodType<AdmissionPreview> = z.object(admission);

const admitted = z.object({
  ...admission,
  id: z.uuid().nullable(),
  inviteUrl: z.url().nullable().describe("For a person who is new here. It is shown this once."),
  mailedTo: textOrNull.describe(
    "The address to which a mail with the link is on its way; null where none is.",
  ),
});
export const admittedAnswer = z.object({ items: z.array(admitted) });

const fault: z.ZodType<CsvFault> = z.object({
  line: z.int(),
  column: z.enum(PEOPLE_COLUMNS).nullable(),
  message: z.string(),
});
export const importPeoplePreviewAnswer = z.object({
  fingerprint: textOrNull.describe("Send it with the import. Null while the list has faults."),
  faults: z.array(fault),
  people: z.array(preview.and(z.object({ line: z.int() }))),
});

const counts = { people: z.int(), roles: z.int(), owners: z.int(), disabled: z.int() };

const right: z.ZodType<ReviewedRight> = z.object({
  user: z.object({
    id: z.uuid(),
    name: z.string(),
    email: z.string(),
    isOwner: z.boolean(),
    disabled: z.boolean(),
    invitePending: z.boolean(),
    secondFactor: z.boolean().describe("Whether they have an authenticator app or a passkey."),
  }),
  workspace: workspace.nullable().describe("Null for the rights of an owner, which are those of the portal."),
  role: z.enum([...ROLE_NAMES, "owner"]),
  grants: z.array(z.object({ through: textOrNull, role, since: time })),
  since: timeOrNull,
  lastSeenAt: timeOrNull,
  lastActAt: timeOrNull.describe("The person's newest event in the workspace's log."),
});
const reviewCounts: z.ZodType<AccessReview["counts"]> = z.object(counts);
const signOff: z.ZodType<SignOff> = z.object({
  ...counts,
  at: time,
  by: z.object({ id: z.uuid().nullable(), name: z.string() }),
  digest: z.string(),
  note: textOrNull,
  eventId: z.uuid(),
});
export const accessReviewAnswer = z.object({
  ...listOf(right).shape,
  counts: reviewCounts,
  digest: z.string().describe("SHA-256 over who may do what through what, of the whole portal."),
  lastSignOff: signOff.nullable(),
});
export const signedOffAnswer = z.object({ ...counts, digest: z.string() });
export const pseudonymAnswer = z.object({ id: z.uuid(), name: z.string(), email: z.string() });
