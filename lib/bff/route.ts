import "server-only";
import type { z } from "zod";
import type { ActedBy, AuditRequest } from "@/lib/audit/event";
import type { AuditAction } from "@/lib/audit/events/actions";
import { isStorable } from "@/lib/flows/storable-text";
import { type BoundWorkspace, boundWorkspace, type Caller } from "@/lib/identity/find-caller";
import { can, type Permission } from "@/lib/identity/permissions";
import { requestOrigin } from "@/lib/identity/request-origin";
import { userActor } from "@/lib/identity/user-actor";
import { Problem } from "@/lib/problems/problem";
import { authenticate } from "./authenticate";
import { checkOrigin, refuseOtherSites } from "./check-origin";
import { type Parsed, parseBody, parseQuery } from "./parse";
import { recordFailure } from "./record-failure";
import { recordRefusal } from "./record-refusal";
import { fitId, refusalTarget } from "./refusal-target";
import { problemOf, type Reply, respond, respondProblem } from "./respond";
import { type Trying, whatWasTried } from "./what-was-tried";

/** Who may call a route: anyone, anyone signed in, owners, or whoever has a permission in the path's workspace. */
export type Access = "public" | "signed_in" | "owner" | { workspace: Permission };

export interface RouteContext<Query, Body> {
  request: Request;
  params: Record<string, string>;
  query: Query;
  body: Body;
  origin: AuditRequest;
}

export interface SignedInContext<Query, Body> extends RouteContext<Query, Body> {
  caller: Caller;
  requester: ActedBy;
}

export interface WorkspaceContext<Query, Body> extends SignedInContext<Query, Body> {
  workspace: BoundWorkspace;
  may: (permission: Permission) => boolean;
}

interface Declaration<Context, Query, Body> extends Trying<Body> {
  query?: z.ZodType<Query>;
  handle: (context: Context) => Promise<Reply>;
}

type AnyDeclaration<Query, Body> = Declaration<AnyContext, Query, Body>;

type NextContext = { params: Promise<Record<string, string | string[] | undefined> | undefined> };
export type RouteHandler = ((request: Request, context: NextContext) => Promise<Response>) & {
  /** What the test that walks all routes, and the published contract, read. */
  declaration: { access: Access; action: AuditAction | null; query?: z.ZodType; body?: z.ZodType };
};

const NOT_FOUND = "There is nothing here, or you are not a member of this workspace";

/** Everything that any kind of route may find in its context; the typed builders below narrow it. */
interface AnyContext extends RouteContext<unknown, unknown> {
  caller?: Caller;
  requester?: ActedBy;
  workspace?: BoundWorkspace;
  may?: (permission: Permission) => boolean;
  /** Whether the caller may do this: what goes wrong from then on is a failed try, not a denied one. */
  authorized?: boolean;
}

function requesterOf(caller: Caller, role: string | null, request: AuditRequest): ActedBy {
  return { actor: userActor(caller.user, role), request };
}

async function identify(context: AnyContext): Promise<Caller> {
  const caller = await authenticate(context.request.headers.get("cookie"));
  if (!caller) throw new Problem("not_signed_in", "Sign in first");
  context.caller = caller;
  context.requester = requesterOf(caller, null, context.origin);
  return caller;
}

/** Writes down what somebody signed in tried and may not do. */
async function recordDenial<Query, Body>(
  context: AnyContext,
  { action, ...rest }: AnyDeclaration<Query, Body>,
  missing: string,
  asked?: string,
): Promise<void> {
  if (!action || !context.requester) return;
  const { request, params, workspace = null, requester } = context;
  const tried = await whatWasTried(request, undefined, { ...rest, action });
  // Who is not a member asks for something that we don't look up: the answer and its work are the same if it isn't there.
  const target =
    asked === undefined
      ? refusalTarget(action, params, workspace)
      : { type: "workspace" as const, id: fitId(asked), name: null };
  const workspaceId = workspace?.id ?? null;
  await recordRefusal({ workspaceId, ...tried, outcome: "denied", why: missing, target, by: requester });
}

async function authorize<Query, Body>(
  access: Access,
  declaration: AnyDeclaration<Query, Body>,
  context: AnyContext,
): Promise<void> {
  const caller = access === "public" ? null : await identify(context);
  // Before anything is recorded: another site must not be able to fill the log with denials in someone's name.
  if (mutates(context.request)) checkOrigin(context.request.headers);
  else if (declaration.action) refuseOtherSites(context.request.headers);
  if (access === "public" || access === "signed_in" || !caller) return;
  if (access === "owner") {
    if (caller.user.isOwner) return;
    await recordDenial(context, declaration, "owner");
    throw new Problem("not_allowed", "Only an owner of this portal may do this (permission: owner)");
  }
  const workspace = boundWorkspace(caller, context.params.ws ?? "");
  if (!workspace) {
    await recordDenial(context, declaration, "membership", context.params.ws ?? "");
    throw new Problem("not_found", NOT_FOUND);
  }
  context.workspace = workspace;
  context.requester = requesterOf(caller, workspace.role, context.origin);
  context.may = (permission) => can(workspace.role, permission);
  if (can(workspace.role, access.workspace)) return;
  await recordDenial(context, declaration, access.workspace);
  throw new Problem(
    "not_allowed",
    `Your role here (${workspace.role}) does not have the permission ${access.workspace}`,
  );
}

function mutates(request: Request): boolean {
  return request.method !== "GET" && request.method !== "HEAD";
}

async function answer<Query, Body>(
  access: Access,
  declaration: AnyDeclaration<Query, Body>,
  context: AnyContext,
  started: number,
): Promise<Response> {
  const { request, origin } = context;
  const { action, query, body } = declaration;
  try {
    await authorize(access, declaration, context);
    context.authorized = true;
    const parsed: Parsed = { query: undefined, body: undefined };
    if (query) parsed.query = parseQuery(request, query);
    if (body) parsed.body = await parseBody(request, body);
    const reply = await declaration.handle(Object.assign(context, parsed));
    return respond(reply, request, origin, started);
  } catch (error) {
    const problem = problemOf(error, origin);
    if (context.authorized && action) {
      const read = context.body as Body | undefined;
      const tried = await whatWasTried(request, read, { ...declaration, action });
      await recordFailure({ ...context, ...tried }, problem);
    }
    return respondProblem(problem, request, origin, started);
  }
}

/** The one way every API request goes: authenticate, authorize, parse, handle, respond. */
function build<Query, Body>(access: Access, declaration: AnyDeclaration<Query, Body>): RouteHandler {
  const run = async (request: Request, next: NextContext): Promise<Response> => {
    const origin = requestOrigin(request.headers);
    const started = performance.now();
    let params: Record<string, string>;
    try {
      params = await pathParameters(next);
    } catch (error) {
      return respondProblem(error, request, origin, started);
    }
    return await answer(
      access,
      declaration,
      { request, params, query: undefined, body: undefined, origin },
      started,
    );
  };
  const { action, query, body } = declaration;
  return Object.assign(run, { declaration: { access, action, query, body } });
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
export function publicRoute<Query = undefined, Body = undefined>(
  declaration: Declaration<RouteContext<Query, Body>, Query, Body>,
): RouteHandler {
  return build("public", declaration as unknown as Declaration<AnyContext, Query, Body>);
}

/** A route for anyone who is signed in. */
export function signedInRoute<Query = undefined, Body = undefined>(
  declaration: Declaration<SignedInContext<Query, Body>, Query, Body>,
): RouteHandler {
  return build("signed_in", declaration as unknown as Declaration<AnyContext, Query, Body>);
}

/** A route for owners of the portal. */
export function ownerRoute<Query = undefined, Body = undefined>(
  declaration: Declaration<SignedInContext<Query, Body>, Query, Body>,
): RouteHandler {
  return build("owner", declaration as unknown as Declaration<AnyContext, Query, Body>);
}

/**
 * A route inside a workspace (path parameter `ws`, an id or slug). Who is not bound to it gets the very same 404
 * as for a workspace that doesn't exist.
 */
export function workspaceRoute<Query = undefined, Body = undefined>(
  permission: Permission,
  declaration: Declaration<WorkspaceContext<Query, Body>, Query, Body>,
): RouteHandler {
  return build({ workspace: permission }, declaration as unknown as Declaration<AnyContext, Query, Body>);
}
