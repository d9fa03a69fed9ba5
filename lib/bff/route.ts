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
  type FoundCaller,
} from "@/lib/identity/find-caller";
import { can, type Permission } from "@/lib/identity/roles";
import { requestOrigin } from "@/lib/identity/sign-in-source";
import { userActor } from "@/lib/identity/users";
import { isStorable } from "@/lib/json/json-value";
import { Problem } from "@/lib/problems/problem";
import { authenticate, checkOrigin, refuseOtherSites } from "./admit";
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
import { problemOf, type Reply, respond, respondProblem } from "./respond";
import type { RouteContract } from "./route-contract";
import { upstreamLimitHeaders } from "./upstream-limit";

/** The callers that a route admits: anyone, anyone signed in, owners, or members with a permission in the workspace. */
export type Access = "public" | "signed_in" | "owner" | { workspace: Permission };

type Schema = z.ZodType | undefined;

/** The input of every handler. */
interface RouteContext {
  request: Request;
  params: Record<string, string>;
  origin: AuditRequest;
}

export interface SignedInContext extends RouteContext {
  caller: Caller;
  requester: ActedBy;
}

export interface WorkspaceContext extends SignedInContext {
  workspace: BoundWorkspace;
  may: (permission: Permission) => boolean;
  /** The row of what the declaration reads beside the caller, unchecked. */
  beside: unknown;
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
  handle: (context: Context & Parsed<Q, B>) => Promise<Reply>;
}

type NextContext = { params: Promise<Record<string, string | string[] | undefined> | undefined> };

/** A handler's declaration, read by the published contract and by tests that walk all routes. */
export interface Declared extends RouteContract {
  access: Access;
  action: AuditAction | null;
  query?: z.ZodType | undefined;
  body?: z.ZodType | undefined;
}
export type RouteHandler = ((request: Request, context: NextContext) => Promise<Response>) & {
  declaration: Declared;
};

const NOT_FOUND = "There is nothing here, or you are not a member of this workspace";

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

function requesterOf(caller: Caller, role: string | null, request: AuditRequest): ActedBy {
  return { actor: userActor(caller.user, role), request };
}

/** @throws Problem `not_signed_in` */
async function identify(
  route: RouteContext,
  workspace: string | null = null,
  beside: Beside | null = null,
): Promise<SignedInContext & { caller: FoundCaller }> {
  const caller = await authenticate(route.request.headers.get("cookie"), workspace, beside);
  if (!caller) throw new Problem("not_signed_in", "Sign in first");
  return { ...route, caller, requester: requesterOf(caller, null, route.origin) };
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
function requireFresh({ caller }: { caller?: Caller }): void {
  if (caller?.user.isFresh) return;
  throw new Problem(
    "not_fresh",
    "This needs to be sure that it is you: confirm your password, then repeat it (POST /api/me/reauthenticate)",
  );
}

async function admitOwner(signedIn: SignedInContext, deny: Deny): Promise<SignedInContext> {
  if (signedIn.caller.user.isOwner) return signedIn;
  await deny(signedIn, "owner");
  throw new Problem("not_allowed", "Only an owner of this portal may do this (permission: owner)");
}

async function admitMember(
  permission: Permission,
  signedIn: SignedInContext & { caller: FoundCaller },
  deny: Deny,
): Promise<WorkspaceContext> {
  const { caller, params, origin } = signedIn;
  const workspace = boundWorkspace(caller, params.ws ?? "");
  if (!workspace) {
    await deny(signedIn, "membership", params.ws ?? "");
    throw new Problem("not_found", NOT_FOUND);
  }
  const { role } = workspace;
  const requester = requesterOf(caller, role, origin);
  const may = (wanted: Permission) => can(role, wanted);
  const beside = caller.beside.get(workspace.id);
  if (may(permission)) return { ...signedIn, requester, workspace, may, beside };
  await deny({ requester, workspace }, permission);
  throw new Problem("not_allowed", `Your role here (${role}) does not have the permission ${permission}`);
}

/** The one way every API request goes: authenticate, authorize, parse, handle, respond. */
function build<Context extends RouteContext & Known, Q extends Schema, B extends Schema>(
  access: Access,
  admit: Admit<Context>,
  declaration: Declaration<Context, Q, B>,
): RouteHandler {
  const { handle, attempted, beside: _, ...contract } = declaration;
  const { action, query, body } = contract;

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
    if (body) beginBody(request);
    const context = await admit(route, deny);
    if (contract.fresh) requireFresh(context);
    let parsed: Output<B> | undefined;
    try {
      const given = parseQuery(request, query as Q);
      parsed = await parseBody(request, body as B, access === "public" ? MOST_BYTES_OF_STRANGERS : undefined);
      const reply = await handle({ ...context, query: given, body: parsed });
      const headers = { ...(await upstreamLimitHeaders(contract, context, true)), ...reply.headers };
      return { status: contract.answer?.status ?? 200, ...reply, headers };
    } catch (error) {
      // An admitted request that failed is recorded too, unless it has recorded an event already.
      const problem = problemOf(error, route.origin);
      if (action && problem.code !== "database_unavailable") {
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
      return respond(reply, request, origin, started);
    } catch (error) {
      return respondProblem(error, request, origin, started);
    }
  };
  return Object.assign(run, { declaration: { access, ...contract } });
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

/** A route that needs no session. */
export function publicRoute<Q extends Schema = undefined, B extends Schema = undefined>(
  declaration: Declaration<RouteContext & Known, Q, B>,
): RouteHandler {
  const admit = async (route: RouteContext) => {
    refuseForgeries(route.request, declaration.action);
    return route;
  };
  return build("public", admit, declaration);
}

/** A route for anyone who is signed in. */
export function signedInRoute<Q extends Schema = undefined, B extends Schema = undefined>(
  declaration: Declaration<SignedInContext, Q, B>,
): RouteHandler {
  const admit = async (route: RouteContext) => {
    const signedIn = await identify(route);
    refuseForgeries(route.request, declaration.action);
    return signedIn;
  };
  return build("signed_in", admit, declaration);
}

/** A route for owners of the portal. */
export function ownerRoute<Q extends Schema = undefined, B extends Schema = undefined>(
  declaration: Declaration<SignedInContext, Q, B>,
): RouteHandler {
  const admit = async (route: RouteContext, deny: Deny) => {
    const signedIn = await identify(route);
    refuseForgeries(route.request, declaration.action);
    return await admitOwner(signedIn, deny);
  };
  return build("owner", admit, declaration);
}

/**
 * A route inside a workspace (path parameter `ws`, an id or slug). Somebody who isn't bound to it gets the very same 404
 * as for a workspace that doesn't exist.
 */
export function workspaceRoute<Q extends Schema = undefined, B extends Schema = undefined>(
  permission: Permission,
  declaration: Declaration<WorkspaceContext, Q, B>,
): RouteHandler {
  const admit = async (route: RouteContext, deny: Deny) => {
    const { request, params } = route;
    const beside = declaration.beside?.(request, params) ?? null;
    const signedIn = await identify(route, params.ws ?? "", beside);
    refuseForgeries(route.request, declaration.action);
    return await admitMember(permission, signedIn, deny);
  };
  return build({ workspace: permission }, admit, declaration);
}
