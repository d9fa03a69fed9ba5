import "server-only";
import type { z } from "zod";
import type { ActedBy, AuditRequest } from "@/lib/audit/event";
import type { AuditAction } from "@/lib/audit/events/actions";
import type { Beside } from "@/lib/db/query-rows";
import { checksAnswers } from "@/lib/env";
import {
  type BoundWorkspace,
  boundWorkspace,
  type Caller,
  type Found,
  mustSetUpFactor,
  type Needs,
  type SignedInCaller,
  type TokenCaller,
} from "@/lib/identity/find-caller";
import { can, type Permission } from "@/lib/identity/roles";
import { requestOrigin } from "@/lib/identity/sign-in-source";
import { tokenActor, userActor } from "@/lib/identity/users";
import { isStorable } from "@/lib/json/json-value";
import { Problem } from "@/lib/problems/problem";
import { type Directory, directoryActor } from "@/lib/providers/directory/connection";
import { inTurn } from "@/lib/providers/directory/turns";
import { SCIM_PATH } from "@/lib/providers/rules";
import { noteLook } from "@/lib/workspaces/note-look";
import { checkOrigin, identify, identifyDirectory, ownOrigin, refuseOtherSites } from "./admit";
import { answerForm } from "./answer-form";
import { checkAnswer } from "./check-answer";
import { beginBody, MOST_BYTES_OF_STRANGERS, type Output, parseBody, parseQuery } from "./parse";
import {
  type Attempting,
  fitId,
  recordFailure,
  recordRefusal,
  refusalTarget,
  whatWasAttempted,
} from "./refusals";
import { nameCaller, problemOf, type Reply, respond, respondProblem } from "./respond";
import type { RouteContract } from "./route-contract";
import { upstreamLimitHeaders } from "./upstream-limit";

/** The callers that a route admits: anyone, anyone signed in, owners, directories by their tokens, or members with a permission. */
export type Access = "public" | "signed_in" | "owner" | "directory" | { workspace: Permission };

type Schema = z.ZodType | undefined;

/** The input of every handler. */
interface RouteContext {
  request: Request;
  params: Record<string, string>;
  origin: AuditRequest;
}

export interface CallerContext extends RouteContext {
  caller: Caller;
  requester: ActedBy;
}

export interface SignedInContext extends CallerContext {
  caller: SignedInCaller;
}

export interface WorkspaceContext extends CallerContext {
  workspace: BoundWorkspace;
  may: (permission: Permission) => boolean;
  /** The row of what the declaration reads beside the caller, unchecked. */
  beside: unknown;
}

export interface DirectoryContext extends RouteContext {
  directory: Directory;
  requester: ActedBy;
  /** The address under which the directory finds its own paths. */
  base: string;
}

/** A request's query and body, as the declaration's schemas return them. */
export interface Parsed<Q extends Schema, B extends Schema> {
  query: Output<Q>;
  body: Output<B>;
}

/** The declaration of one method of one path: what it does, takes and answers. */
export interface Declaration<Context, Q extends Schema, B extends Schema>
  extends Attempting<B>,
    RouteContract {
  query?: Q;
  /** What a route inside a workspace needs besides its caller, so that one statement reads both. It must not throw. */
  beside?: (request: Request, params: Record<string, string>) => Beside;
  /** Set for a route inside a workspace whose answer depends on the caller's other ones: else only that one is read. */
  otherWorkspaces?: true;
  handle: (context: Context & Parsed<Q, B>) => Promise<Reply>;
}

type NextContext = { params: Promise<Record<string, string | string[] | undefined> | undefined> };

/** A handler's declaration, read by the published contract and by tests that walk all routes. */
export interface Declared extends RouteContract {
  access: Access;
  /** Whether a token may be the caller. */
  tokens: boolean;
  action: AuditAction | null;
  query?: z.ZodType | undefined;
  body?: z.ZodType | undefined;
}
export type RouteHandler = ((request: Request, context: NextContext) => Promise<Response>) & {
  declaration: Declared;
};

/** What a token lacks for all that belongs to an account, to owners, or needs to be sure who it is. */
const SESSION = "session";

/** The detail of every 404: it says the same of what is missing and of what is in a workspace of others. */
export const NOT_FOUND = "There is nothing here, or you are not a member of this workspace";

/** The caller, as far as known when something goes wrong. */
interface Known {
  caller?: Caller;
  requester?: ActedBy;
  workspace?: BoundWorkspace;
}

/** Records an attempt for which a signed-in caller has no permission. */
type Deny = (who: Known & { requester: ActedBy }, missing: string, namedWorkspace?: string) => Promise<void>;

/** Admits a request and returns the caller for its handler; throws for a request that is refused. */
type Admit<Context> = (route: RouteContext, deny: Deny) => Promise<Context>;

function requesterOf({ user, token }: Caller, role: string | null, request: AuditRequest): ActedBy {
  return { actor: token ? tokenActor(user, token, role) : userActor(user, role), request };
}

/**
 * Finds out who calls. No site can make a browser send a token, so only a cookie needs a look at where the request comes from.
 * @throws Problem `not_signed_in`, `bad_origin`, or `second_factor_required` where all of the portal wants one and the
 *   declaration makes no exception
 */
async function callerOf(
  route: RouteContext,
  { action, beforeFactor }: Pick<RouteContract, "beforeFactor"> & { action: AuditAction | null },
  needs: Needs = {},
): Promise<CallerContext & { caller: Found<Caller> }> {
  const caller = await identify(route.request.headers, needs);
  nameCaller(route.request, { user: caller.user.id, token: caller.token?.id });
  if (!caller.token) refuseForgeries(route.request, action);
  if (!beforeFactor) requireFactor(caller, null);
  return { ...route, caller, requester: requesterOf(caller, null, route.origin) };
}

/**
 * @param workspace whose rule counts beside the portal's; null outside of any
 * @throws Problem `second_factor_required`; no event, since its person is led to setting one up
 */
function requireFactor(caller: Caller, workspace: BoundWorkspace | null): void {
  if (!mustSetUpFactor(caller, workspace)) return;
  const where = workspace === null ? "This portal" : "This workspace";
  throw new Problem(
    "second_factor_required",
    `${where} is for people with a second factor: set one up first, or give yours, on the page /second-factor`,
  );
}

function mutates(request: Request): boolean {
  return request.method !== "GET" && request.method !== "HEAD";
}

/** Runs before anything is recorded: another site must not be able to fill the log with denials in someone's name. */
function refuseForgeries(request: Request, action: string | null): void {
  if (mutates(request)) checkOrigin(request.headers);
  else if (action) refuseOtherSites(request.headers);
}

/** @throws Problem `not_fresh`; no event, since it is the first half of most legitimate uses */
function requireFresh({ caller }: Known): void {
  if (caller?.token === null && caller.user.isFresh) return;
  throw new Problem(
    "not_fresh",
    "This needs to be sure that it is you: confirm your password, then repeat it (POST /api/me/reauthenticate)",
  );
}

/** Records that a token attempted what needs a person who is signed in. @throws Problem `not_allowed` */
async function refuseToken(
  who: Known & { caller: TokenCaller; requester: ActedBy },
  deny: Deny,
): Promise<never> {
  await deny(who, SESSION);
  throw new Problem(
    "not_allowed",
    `No token may do this: sign in to the portal for it (permission: ${SESSION})`,
  );
}

/** Admits people who are signed in, and no tokens: a token that leaks must not be able to make more of itself. */
async function admitPerson(context: CallerContext, deny: Deny): Promise<SignedInContext> {
  const { caller } = context;
  return caller.token ? await refuseToken({ ...context, caller }, deny) : { ...context, caller };
}

async function admitOwner(signedIn: SignedInContext, deny: Deny): Promise<SignedInContext> {
  if (signedIn.caller.user.isOwner) return signedIn;
  await deny(signedIn, "owner");
  throw new Problem("not_allowed", "Only an owner of this portal may do this (permission: owner)");
}

async function admitMember(
  permission: Permission,
  context: CallerContext & { caller: Found<Caller> },
  deny: Deny,
  fresh: boolean,
): Promise<WorkspaceContext> {
  const { caller, params, origin } = context;
  const workspace = boundWorkspace(caller, params.ws ?? "");
  if (!workspace) {
    await deny(context, "membership", params.ws ?? "");
    throw new Problem("not_found", NOT_FOUND);
  }
  requireFactor(caller, workspace);
  const { role } = workspace;
  const requester = requesterOf(caller, role, origin);
  if (fresh && caller.token) return await refuseToken({ caller, requester, workspace }, deny);
  const may = (wanted: Permission) => can(role, wanted);
  const beside = caller.beside.get(workspace.id);
  if (may(permission)) {
    // A script is nobody who waits for a list to be fresh.
    if (!caller.token) await noteLook(workspace);
    return { ...context, requester, workspace, may, beside };
  }
  await deny({ requester, workspace }, permission);
  const whose = caller.token ? "The role of this token" : "Your role";
  throw new Problem("not_allowed", `${whose} here (${role}) does not have the permission ${permission}`);
}

/** The one way every API request goes: authenticate, authorize, parse, handle, respond. */
function build<Context extends RouteContext & Known, Q extends Schema, B extends Schema>(
  { access, tokens }: Pick<Declared, "access" | "tokens">,
  admit: Admit<Context>,
  declaration: Declaration<Context, Q, B>,
): RouteHandler {
  const { handle, attempted, beside: _, otherWorkspaces: __, ...contract } = declaration;
  const { action, query, body } = contract;
  const form = answerForm(access);

  const answer = async (route: RouteContext): Promise<Reply> => {
    const { request, params } = route;
    const deny: Deny = async ({ requester, workspace = null }, why, namedWorkspace) => {
      if (!action) return;
      const wanted = await whatWasAttempted(request, undefined, { ...declaration, action });
      // Never look a workspace up for somebody who is no member: a missing one must get the same answer at the same cost.
      const target =
        namedWorkspace === undefined
          ? refusalTarget(action, params, workspace)
          : { type: "workspace" as const, id: fitId(namedWorkspace), name: null };
      const workspaceId = workspace?.id ?? null;
      await recordRefusal({ workspaceId, ...wanted, outcome: "denied", why, target, by: requester });
    };
    if (body) beginBody(request, form);
    const context = await admit(route, deny);
    if (contract.fresh) requireFresh(context);
    let parsed: Output<B> | undefined;
    try {
      const given = parseQuery(request, query as Q);
      const most = access === "public" ? MOST_BYTES_OF_STRANGERS : contract.mostBytes;
      parsed = await parseBody(request, body as B, { most, form });
      const reply = await handle({ ...context, query: given, body: parsed });
      const headers = { ...(await upstreamLimitHeaders(contract, context, true)), ...reply.headers };
      return { status: contract.answer?.status ?? 200, ...reply, headers };
    } catch (error) {
      // An admitted request that failed is recorded too, unless it has recorded an event already.
      const problem = problemOf(error, route.origin);
      if (action && !problem.isRecorded && problem.code !== "database_unavailable") {
        const wanted = await whatWasAttempted(request, parsed, { ...declaration, action });
        await recordFailure({ ...context, ...wanted }, problem);
      }
      throw problem.withHeaders(await upstreamLimitHeaders(contract, context, false));
    }
  };

  const run = async (request: Request, next: NextContext): Promise<Response> => {
    const origin = requestOrigin(request.headers);
    const started = performance.now();
    try {
      const reply = await answer({ request, origin, params: await pathParameters(next) });
      // Next answers HEAD by the handler of GET, which may leave the body out then.
      if (checksAnswers() && request.method !== "HEAD") checkAnswer(contract, reply);
      return respond(reply, { request, origin, started, form });
    } catch (error) {
      return respondProblem(error, request, origin, started, form);
    }
  };
  return Object.assign(run, { declaration: { access, tokens, ...contract } });
}

async function pathParameters(next: NextContext): Promise<Record<string, string>> {
  // Next passes no parameters at all to a route whose path has none.
  const params = (await next.params) ?? {};
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      const text = Array.isArray(value) ? value.join("/") : (value ?? "");
      if (!isStorable(text)) throw new Problem("not_found", NOT_FOUND);
      return [name, text];
    }),
  );
}

/** A route for the directories of identity providers, which call by tokens of their own (SCIM 2.0). */
export function directoryRoute<Q extends Schema = undefined, B extends Schema = undefined>(
  declaration: Omit<Declaration<DirectoryContext, Q, B>, "security" | "tag">,
): RouteHandler {
  const admit = async (route: RouteContext) => {
    const { headers } = route.request;
    const directory = await identifyDirectory(headers);
    nameCaller(route.request, { directory: directory.id });
    const requester = { actor: directoryActor(directory), request: route.origin };
    return { ...route, directory, requester, base: `${ownOrigin(headers)}${SCIM_PATH}` };
  };
  const { handle } = declaration;
  const whole = {
    ...declaration,
    tag: "directories",
    security: "directory_token",
    handle: async (context: DirectoryContext & Parsed<Q, B>) =>
      mutates(context.request)
        ? await inTurn(context.directory.id, async () => await handle(context))
        : await handle(context),
  } as const;
  return build({ access: "directory", tokens: false }, admit, whole);
}

/** A route that needs no session. */
export function publicRoute<Q extends Schema = undefined, B extends Schema = undefined>(
  declaration: Declaration<RouteContext & Known, Q, B>,
): RouteHandler {
  const admit = async (route: RouteContext) => {
    refuseForgeries(route.request, declaration.action);
    return route;
  };
  return build({ access: "public", tokens: false }, admit, declaration);
}

/** A route for everybody who is signed in, and for every token. */
export function callerRoute<Q extends Schema = undefined, B extends Schema = undefined>(
  declaration: Declaration<CallerContext, Q, B>,
): RouteHandler {
  const admit = async (route: RouteContext) => await callerOf(route, declaration);
  return build({ access: "signed_in", tokens: true }, admit, declaration);
}

/** A route for anyone who is signed in. No token may call it. */
export function signedInRoute<Q extends Schema = undefined, B extends Schema = undefined>(
  declaration: Declaration<SignedInContext, Q, B>,
): RouteHandler {
  const admit = async (route: RouteContext, deny: Deny) =>
    await admitPerson(await callerOf(route, declaration), deny);
  return build({ access: "signed_in", tokens: false }, admit, declaration);
}

/** A route for owners of the portal. No token may call it. */
export function ownerRoute<Q extends Schema = undefined, B extends Schema = undefined>(
  declaration: Declaration<SignedInContext, Q, B>,
): RouteHandler {
  const admit = async (route: RouteContext, deny: Deny) =>
    await admitOwner(await admitPerson(await callerOf(route, declaration), deny), deny);
  return build({ access: "owner", tokens: false }, admit, declaration);
}

/**
 * A route inside a workspace (path parameter `ws`, an id or slug). Somebody who isn't bound to it gets the very same 404
 * as for a workspace that doesn't exist. A token may call it unless it is `fresh`.
 */
export function workspaceRoute<Q extends Schema = undefined, B extends Schema = undefined>(
  permission: Permission,
  declaration: Declaration<WorkspaceContext, Q, B>,
): RouteHandler {
  const { fresh = false } = declaration;
  const admit = async (route: RouteContext, deny: Deny) => {
    const { request, params } = route;
    const needs = {
      only: declaration.otherWorkspaces ? null : (params.ws ?? ""),
      beside: declaration.beside?.(request, params) ?? null,
    };
    return await admitMember(permission, await callerOf(route, declaration, needs), deny, fresh);
  };
  return build({ access: { workspace: permission }, tokens: !fresh }, admit, declaration);
}
