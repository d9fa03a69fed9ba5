import { PORTAL_CHAIN } from "@/lib/audit/event";
import { can, type Permission } from "@/lib/identity/roles";
import { METHODS, type Method } from "@/lib/openapi/operation";
import {
  type AuditScene,
  eventsOfRequest,
  forgetRepeats,
  type RecordedEvent,
  type Witness,
} from "./audit-scene";
import { concretePath } from "./endpoints";
import type { PortalAnswer, PortalClient, PortalRequest } from "./portal-client";
import { mustLeaveEvent } from "./route-rules";
import type { Route } from "./route-table";
import type { ValidCall } from "./valid-calls";

interface AuditedHandler {
  name: string;
  method: Method;
  path: string;
  access: string | { workspace: string };
  action: string | null;
  /** Whether a request can be wrong: in its query, its body, or the id that it names. */
  canBeWrong: boolean;
  /** Among which it was found. */
  routes: Route[];
}

type Calls = Record<string, (scene: AuditScene) => ValidCall | Promise<ValidCall>>;

/** Every handler that must record an event: every write, and the reads that say so. */
export async function auditedHandlers(routes: Route[]): Promise<AuditedHandler[]> {
  const found: AuditedHandler[] = [];
  for (const route of routes) {
    const module = await route.load();
    for (const method of METHODS) {
      const handler = module[method];
      if (!handler || !mustLeaveEvent(method, route.path, handler)) continue;
      const { access = "public", action = null, query, body } = handler.declaration ?? {};
      const canBeWrong = Boolean(query || body || /\[(id|userId)\]/.test(route.path));
      found.push({
        name: `${method} ${route.path}`,
        method,
        path: route.path,
        access,
        action,
        canBeWrong,
        routes,
      });
    }
  }
  return found;
}

interface Expected {
  chain: string;
  action: string | null;
  outcome: string;
  actor: Witness["actor"] | null;
  detail?: Record<string, unknown>;
}

/** Returns the fault of a request's events in the log; null when all is well. */
function faultOf(events: RecordedEvent[], answer: PortalAnswer, expected: Expected): string | null {
  const { chain, action, outcome, actor, detail = {} } = expected;
  const recorded = events.filter((event) => event.chain === chain && event.action === action);
  const [event] = recorded;
  if (!event) {
    const others = events.map((other) => `${other.action} ${other.outcome}`).join(", ");
    return `left no ${action} in ${chain === PORTAL_CHAIN ? "the portal's" : "the workspace's"} log (answer ${answer.status}; events: ${others || "none"})`;
  }
  if (recorded.length > 1) return `left ${recorded.length} events of ${action}`;
  if (event.outcome !== outcome) return `left ${action} as ${event.outcome}, not ${outcome}`;
  const { name, email, role } = event.actor;
  if (actor && (name !== actor.name || email !== actor.email || role !== actor.role)) {
    return `names ${JSON.stringify({ name, email, role })}, not ${JSON.stringify(actor)}`;
  }
  const wrong = Object.entries(detail).find(([key, value]) => event.detail[key] !== value);
  if (wrong) return `says ${wrong[0]}: ${event.detail[wrong[0]]}, not ${wrong[1]}`;
  return event.request?.correlationId === CORRELATION ? null : "has another correlation id than its request";
}

const CORRELATION = "one-undertaking";

async function check(
  client: PortalClient,
  call: PortalRequest & { method: Method; path: string },
  expected: Expected,
) {
  await forgetRepeats();
  const headers = { ...call.headers, "x-correlation-id": CORRELATION };
  const answer = await client.call(call.method, call.path, { ...call, headers });
  const events = await eventsOfRequest(answer.headers.get("x-request-id") ?? "");
  return { answer, fault: faultOf(events, answer, expected) };
}

/** Calls without the permission: the log must have the attempt, and the missing permission. */
async function denialFaults(handler: AuditedHandler, scene: AuditScene): Promise<string[]> {
  const { access, action, method } = handler;
  const call = {
    method,
    path: concretePath(handler.path, scene.workspace.id),
    ...(method === "GET" ? {} : { body: {} }),
  };
  const attempts: [string, Witness, string, string][] = [];
  if (access === "owner") attempts.push(["somebody who is no owner", scene.outsider, PORTAL_CHAIN, "owner"]);
  if (typeof access === "object") {
    const allowed = can("viewer", access.workspace as Permission);
    if (!allowed) attempts.push(["a viewer", scene.viewer, scene.workspace.id, access.workspace]);
    attempts.push(["somebody who is no member", scene.outsider, PORTAL_CHAIN, "membership"]);
  }
  const faults: string[] = [];
  for (const [who, witness, chain, missingPermission] of attempts) {
    const actor = chain === PORTAL_CHAIN ? { ...witness.actor, role: null } : witness.actor;
    const detail = { missingPermission };
    const { fault } = await check(witness.client.at(handler.routes), call, {
      chain,
      action,
      outcome: "denied",
      actor,
      detail,
    });
    if (fault) faults.push(`${handler.name}, tried by ${who}, ${fault}`);
  }
  return faults;
}

/** A request that can't succeed; null where no request can be wrong. */
function badCall(
  { method, path, canBeWrong }: AuditedHandler,
  ws: string,
): (PortalRequest & { method: Method; path: string }) | null {
  if (!canBeWrong) return null;
  const query = method === "DELETE" || method === "GET" ? "?no-such=parameter" : "";
  const body = method === "GET" || method === "DELETE" ? {} : { body: { "no such field": 1 } };
  return { method, path: concretePath(path, ws) + query, ...body };
}

function witnessOf({ access }: AuditedHandler, scene: AuditScene): Witness {
  if (access === "directory") return scene.directory;
  return typeof access === "object" ? scene.admin : scene.owner;
}
const chainOf = (handler: AuditedHandler, scene: AuditScene): string =>
  typeof handler.access === "object" ? scene.workspace.id : PORTAL_CHAIN;

async function failureFaults(handler: AuditedHandler, scene: AuditScene): Promise<string[]> {
  const call = badCall(handler, scene.workspace.id);
  if (!call) return [];
  const witness = handler.access === "public" ? null : witnessOf(handler, scene);
  const client = (witness?.client ?? scene.portal.nobody).at(handler.routes);
  const expected = { chain: chainOf(handler, scene), action: handler.action, outcome: "failed" };
  const { fault, answer } = await check(client, call, { ...expected, actor: witness?.actor ?? null });
  if (answer.status < 400) return [`${handler.name}, called badly, answers ${answer.status}`];
  return fault ? [`${handler.name}, called badly, ${fault}`] : [];
}

async function successFaults(handler: AuditedHandler, scene: AuditScene, calls: Calls): Promise<string[]> {
  const prepare = calls[handler.name];
  if (!prepare) {
    return [
      `${handler.name} has no line in tests/support/valid-calls.ts: add one that says how it is called so that it succeeds`,
    ];
  }
  const {
    action = handler.action,
    outcome = "succeeded",
    by = witnessOf(handler, scene),
    chain = chainOf(handler, scene),
    ...call
  } = await prepare(scene);
  const client = by.client.at(handler.routes);
  const expected = { chain, action, outcome, actor: by.actor };
  const { fault, answer } = await check(client, { ...call, method: handler.method }, expected);
  if (answer.status >= 400)
    return [`${handler.name} refuses its valid call: ${answer.status} ${answer.text}`];
  return fault ? [`${handler.name} ${fault}`] : [];
}

/**
 * Finds handlers that record no event, or a wrong one: each is called without the permission, badly, and validly.
 * @returns one line for each fault; empty when all is well
 */
export async function silentHandlers(routes: Route[], scene: AuditScene, calls: Calls): Promise<string[]> {
  const faults: string[] = [];
  for (const handler of await auditedHandlers(routes)) {
    if (handler.action) {
      faults.push(...(await denialFaults(handler, scene)));
      faults.push(...(await failureFaults(handler, scene)));
    }
    faults.push(...(await successFaults(handler, scene, calls)));
  }
  return faults;
}
