import * as invitations from "@/app/api/invitations/route";
import * as me from "@/app/api/me/route";
import * as session from "@/app/api/sessions/[id]/route";
import * as sessions from "@/app/api/sessions/route";
import * as renewal from "@/app/api/users/[id]/invitations/route";
import * as user from "@/app/api/users/[id]/route";
import * as users from "@/app/api/users/route";
import * as member from "@/app/api/workspaces/[ws]/members/[userId]/route";
import * as members from "@/app/api/workspaces/[ws]/members/route";
import {
  endedSessionsAnswer,
  invitedAnswer,
  inviteLinkAnswer,
  meAnswer,
  memberAnswer,
  memberListAnswer,
  memberRoleAnswer,
  sessionListAnswer,
  userChangeAnswer,
  userListAnswer,
} from "@/lib/openapi/answers/portal-answers";
import type { Operation } from "@/lib/openapi/operation";

const memberOperations: Operation[] = [
  {
    method: "get",
    path: "/api/workspaces/{ws}/members",
    declaration: members.GET.declaration,
    tag: "members",
    summary: "List who is bound to a workspace",
    success: { description: "Members, by name.", schema: memberListAnswer },
  },
  {
    method: "post",
    path: "/api/workspaces/{ws}/members",
    declaration: members.POST.declaration,
    tag: "members",
    summary: "Bind a person to a workspace",
    success: { status: 201, description: "The member.", schema: memberAnswer },
    problems: ["conflict"],
  },
  {
    method: "patch",
    path: "/api/workspaces/{ws}/members/{userId}",
    declaration: member.PATCH.declaration,
    tag: "members",
    summary: "Give a member another role",
    success: { description: "The member's role.", schema: memberRoleAnswer },
    problems: ["conflict"],
  },
  {
    method: "delete",
    path: "/api/workspaces/{ws}/members/{userId}",
    declaration: member.DELETE.declaration,
    tag: "members",
    summary: "Remove a member. The last admin can't go",
    success: { status: 204, description: "The binding is gone." },
    problems: ["conflict"],
  },
];

const userOperations: Operation[] = [
  {
    method: "get",
    path: "/api/users",
    declaration: users.GET.declaration,
    tag: "people",
    summary: "List everyone who has or had access",
    success: { description: "People, by name.", schema: userListAnswer },
  },
  {
    method: "post",
    path: "/api/users",
    declaration: users.POST.declaration,
    tag: "people",
    summary: "Add a person",
    success: { status: 201, description: "The link is shown this once.", schema: invitedAnswer },
    problems: ["conflict"],
  },
  {
    method: "patch",
    path: "/api/users/{id}",
    declaration: user.PATCH.declaration,
    tag: "people",
    summary: "Rename, disable or enable a person, or change whether they are an owner",
    success: { description: "What was changed.", schema: userChangeAnswer },
    problems: ["conflict"],
  },
  {
    method: "post",
    path: "/api/users/{id}/invitations",
    declaration: renewal.POST.declaration,
    tag: "people",
    summary: "Make a fresh link; earlier links stop working",
    success: { status: 201, description: "The link is shown this once.", schema: inviteLinkAnswer },
  },
  {
    method: "post",
    path: "/api/invitations",
    declaration: invitations.POST.declaration,
    tag: "people",
    summary: "Set a password by an invitation's token, which works once",
    success: { status: 204, description: "The password is set." },
    problems: ["not_found"],
  },
];

const sessionOperations: Operation[] = [
  {
    method: "get",
    path: "/api/me",
    declaration: me.GET.declaration,
    tag: "sessions",
    summary: "Who is signed in, and what they are bound to",
    success: { description: "The caller.", schema: meAnswer },
  },
  {
    method: "get",
    path: "/api/sessions",
    declaration: sessions.GET.declaration,
    tag: "sessions",
    summary: "List the caller's live sessions; an owner may name another person",
    success: { description: "Sessions.", schema: sessionListAnswer },
    problems: ["not_allowed"],
  },
  {
    method: "delete",
    path: "/api/sessions",
    declaration: sessions.DELETE.declaration,
    tag: "sessions",
    summary: "End all sessions but the caller's own",
    success: { description: "How many were ended.", schema: endedSessionsAnswer },
    problems: ["not_allowed"],
  },
  {
    method: "delete",
    path: "/api/sessions/{id}",
    declaration: session.DELETE.declaration,
    tag: "sessions",
    summary: "End one session",
    success: { status: 204, description: "The session has ended." },
  },
];

/** People, their bindings and their sessions. */
export const peopleOperations: Operation[] = [...memberOperations, ...userOperations, ...sessionOperations];
