import { z } from "zod";
import { callLimitsSchema } from "@/lib/flows/fields/call-limits";
import type { BoundWorkspace } from "@/lib/identity/find-caller";
import type { PersonRole, PersonView } from "@/lib/identity/person-page";
import type { PortalSettings } from "@/lib/identity/portal-settings";
import { ROLE_NAMES } from "@/lib/identity/roles";
import { perSetting } from "@/lib/identity/session-settings";
import type { SessionView } from "@/lib/identity/sessions";
import type { UserView } from "@/lib/identity/users";
import type { MailTestResult } from "@/lib/mail/test-mail";
import type { AgentSummary, FolderSummary, KnowledgeBaseSummary } from "@/lib/upstream/pickers";
import type { MemberView } from "@/lib/workspaces/bindings";
import { HEALTH_NAMES } from "@/lib/workspaces/health";
import { listOf, textOrNull, time, timeOrNull } from "./answer-parts";

const role = z.enum(ROLE_NAMES);

const health = z.object({
  state: z.enum(HEALTH_NAMES),
  detail: textOrNull,
  checkedAt: timeOrNull,
});

export const workspaceAnswer: z.ZodType<BoundWorkspace> = z.object({
  id: z.uuid(),
  slug: z.string(),
  name: z.string(),
  colour: z.int().describe("Which of the portal's colours marks the workspace."),
  role,
  upstream: z.string(),
  upstreamWorkspaceId: z.string(),
  keyHint: z.string().describe("The key's last four characters. The key itself is never readable."),
  requireReason: z.boolean(),
  requireSecondFactor: z.boolean().describe("Whether members need a second factor here."),
  defaultCallLimits: callLimitsSchema
    .nullable()
    .describe(
      "Call limits in seconds, for a change of a flow whose update must carry limits while no answer shows any.",
    ),
  health,
});

export const workspaceListAnswer = listOf(workspaceAnswer);
export const healthAnswer = z.object({ health });

const requestsLeft = z.object({
  left: z.int().describe("Requests that the caller may still send"),
  seconds: z.int().describe("Seconds until there are more; while some are left, until all are there again"),
});

export const upstreamBudgetAnswer = z.object({
  limit: z.int().describe("Requests a minute of the workspace's key, for everybody together"),
  reads: requestsLeft,
  writes: requestsLeft,
});

const origins = z
  .array(z.object({ name: z.string(), role: z.string() }))
  .describe("What gives a role besides the workspace's admins, such as a group of workspaces.");

export const memberAnswer: z.ZodType<MemberView> = z.object({
  userId: z.uuid(),
  name: z.string(),
  email: z.string(),
  role,
  isOwner: z.boolean(),
  disabled: z.boolean(),
  through: origins,
});

export const memberListAnswer = listOf(memberAnswer);
export const memberRoleAnswer = z.object({ userId: z.uuid(), role });

const timeZone = textOrNull.describe("The zone in which they read times; null for that of their browser.");

export const meAnswer = z.object({
  user: z.object({ id: z.uuid(), name: z.string(), email: z.string(), owner: z.boolean(), timeZone }),
  token: z
    .object({ id: z.uuid(), name: z.string(), expiresAt: time })
    .nullable()
    .describe(
      "The token that was used; null for a session. It has no rights of an owner, whatever its person has.",
    ),
  bindings: z.array(z.object({ workspaceId: z.uuid(), slug: z.string(), name: z.string(), role })),
});

export const draftKeyAnswer = z.object({
  userId: z.uuid().describe("Whose key it is: a page of somebody else must not use it."),
  key: z.string().describe("32 bytes in base64, for AES-GCM. The same in every session of this person."),
});

const userMembers = {
  id: z.uuid(),
  name: z.string(),
  email: z.string(),
  isOwner: z.boolean(),
  disabled: z.boolean(),
  pseudonymised: z.boolean().describe("Whether name and address were replaced by a pseudonym."),
  invitePending: z.boolean(),
  createdAt: time,
  lastSeenAt: timeOrNull,
  heldBackUntil: timeOrNull.describe(
    "Until when only browsers that this person has used before may sign in as them, after too many wrong passwords.",
  ),
  hasSecondFactor: z.boolean().describe("Whether they have an authenticator app or a passkey."),
  workspaces: z.array(z.object({ slug: z.string(), name: z.string(), colour: z.int(), role })),
};
const user: z.ZodType<UserView> = z.object(userMembers);

const personRole: z.ZodType<PersonRole> = z.object({
  workspace: z.string(),
  name: z.string(),
  colour: z.int(),
  role: role.nullable().describe("What counts: the strongest of what the person is given. Null: no access."),
  direct: role.nullable().describe("What is given to this person alone."),
  through: origins,
});

const groupReference = z.object({ id: z.uuid(), name: z.string(), role });
export const personAnswer: z.ZodType<PersonView> = z.object({
  ...userMembers,
  roles: z.array(personRole).describe("One for every workspace of the portal."),
  groups: z.array(groupReference),
});

export const portalSettingsAnswer: z.ZodType<PortalSettings> = z.object({
  ...perSetting(() => z.int()),
  requireSecondFactor: z.boolean().describe("Whether everybody needs a second factor."),
});

export const userListAnswer = listOf(user);
export const inviteLinkAnswer = z.object({
  inviteUrl: z.url(),
  mailedTo: textOrNull.describe(
    "The address to which a mail with the link is on its way; null where none is.",
  ),
});
export const linkedPersonAnswer = z.object({
  name: z.string(),
  email: z.string(),
  provider: z
    .object({ id: z.uuid(), name: z.string() })
    .nullable()
    .describe(
      "The provider by which alone they may sign in: a password would be of no use. Null: they may have one.",
    ),
});
export const invitedAnswer = inviteLinkAnswer.extend({ id: z.uuid() });
export const resetRequestAnswer = z.object({
  validMinutes: z.int().describe("For how long such a link works."),
});
export const mailTestAnswer: z.ZodType<MailTestResult> = z.object({
  sent: z.boolean(),
  error: textOrNull.describe("Why it was not sent."),
  reply: textOrNull.describe("The mail server's own words."),
  durationMs: z.int(),
});
export const userChangeAnswer = z.object({
  id: z.uuid(),
  name: z.string().optional(),
  timeZone: timeZone.optional(),
  disabled: z.boolean().optional(),
  owner: z.boolean().optional(),
});

const session: z.ZodType<SessionView> = z.object({
  id: z.uuid(),
  ip: textOrNull,
  userAgent: textOrNull,
  method: z.string().describe("How its person signed in, such as `password_code` or `passkey`."),
  createdAt: time,
  lastSeenAt: time,
  current: z.boolean(),
});

export const sessionListAnswer = listOf(session);
export const endedSessionsAnswer = z.object({ ended: z.int() });

const agent: z.ZodType<AgentSummary> = z.object({ id: z.string(), name: z.string(), status: textOrNull });
const folder: z.ZodType<FolderSummary> = z.object({
  id: z.string(),
  name: z.string(),
  color: textOrNull,
  icon: textOrNull,
  flowType: textOrNull,
});
const knowledgeBase: z.ZodType<KnowledgeBaseSummary> = z.object({
  id: z.string(),
  name: z.string(),
  description: textOrNull,
});

export const agentListAnswer = listOf(agent);
export const folderListAnswer = listOf(folder);
export const knowledgeBaseListAnswer = listOf(knowledgeBase);

export const statusAnswer = z.object({ status: z.enum(["ok", "not_ready"]) });
