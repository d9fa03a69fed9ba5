import { z } from "zod";
import { callLimitsSchema } from "@/lib/flows/fields/call-limits";
import type { BoundWorkspace } from "@/lib/identity/find-caller";
import { type Notice, noticeSchema } from "@/lib/identity/notice-kinds";
import { ROLE_NAMES } from "@/lib/identity/roles";
import { perSetting, type SessionSettings } from "@/lib/identity/session-settings";
import type { SessionView } from "@/lib/identity/sessions";
import type { UserView } from "@/lib/identity/users";
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

export const memberAnswer: z.ZodType<MemberView> = z.object({
  userId: z.uuid(),
  name: z.string(),
  email: z.string(),
  role,
  isOwner: z.boolean(),
  disabled: z.boolean(),
});

export const memberListAnswer = listOf(memberAnswer);
export const memberRoleAnswer = z.object({ userId: z.uuid(), role });

export const meAnswer = z.object({
  user: z.object({ id: z.uuid(), name: z.string(), email: z.string(), owner: z.boolean() }),
  bindings: z.array(z.object({ workspaceId: z.uuid(), slug: z.string(), name: z.string(), role })),
});

export const draftKeyAnswer = z.object({
  userId: z.uuid().describe("Whose key it is: a page of somebody else must not use it."),
  key: z.string().describe("32 bytes in base64, for AES-GCM. The same in every session of this person."),
});

const user: z.ZodType<UserView> = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.string(),
  isOwner: z.boolean(),
  disabled: z.boolean(),
  invitePending: z.boolean(),
  createdAt: time,
  lastSeenAt: timeOrNull,
  heldBackUntil: timeOrNull.describe(
    "Until when only browsers that this person has used before may sign in as them, after too many wrong passwords.",
  ),
  workspaces: z.array(z.object({ slug: z.string(), name: z.string(), role: z.string() })),
});

export const portalSettingsAnswer: z.ZodType<SessionSettings> = z.object(perSetting(() => z.int()));

const notice: z.ZodType<Notice> = noticeSchema.and(z.object({ id: z.uuid(), at: time }));
export const noticeListAnswer = listOf(notice);

export const userListAnswer = listOf(user);
export const invitedAnswer = z.object({ id: z.uuid(), inviteUrl: z.url() });
export const inviteLinkAnswer = z.object({ inviteUrl: z.url() });
export const userChangeAnswer = z.object({
  id: z.uuid(),
  name: z.string().optional(),
  disabled: z.boolean().optional(),
  owner: z.boolean().optional(),
});

const session: z.ZodType<SessionView> = z.object({
  id: z.uuid(),
  ip: textOrNull,
  userAgent: textOrNull,
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
