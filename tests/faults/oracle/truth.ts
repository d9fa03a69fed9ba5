import { z } from "zod";
import type { SandboxProcess } from "../processes/sandbox-process";
import type { Told, Write } from "../world/record";
import { DASHBOARD } from "../world/scene";

const document = z.looseObject({ _id: z.string(), updatedAt: z.string(), createdAt: z.string() });
/** A flow as the sandbox stores it. */
export type Stored = z.infer<typeof document>;

const requestLog = z.object({
  entries: z.array(
    z.object({
      n: z.number(),
      at: z.string(),
      method: z.string(),
      path: z.string(),
      headers: z.record(z.string(), z.unknown()),
      workspaceId: z.string().nullable(),
      body: z.unknown(),
      status: z.number().nullable(),
      fault: z.string().optional(),
      applied: z.boolean(),
      appliedAt: z.string().optional(),
      order: z.number().optional(),
    }),
  ),
});
export type UpstreamRequest = z.infer<typeof requestLog>["entries"][number];

const history = z.object({
  applied: z.array(
    z.object({
      order: z.number(),
      at: z.string(),
      request: z.number().nullable(),
      kind: z.enum(["call", "message"]),
      id: z.string(),
      before: document.nullable(),
      after: document,
    }),
  ),
});
/** One state that a request or an edit left. */
export type Applied = z.infer<typeof history>["applied"][number];

/** What the upstream really did in a round. */
export interface Truth {
  /** The portal's writes, in order of arrival. */
  requests: UpstreamRequest[];
  history: Applied[];
}

/** Where a round begins in the sandbox's log and history. */
export interface Beginning {
  request: number;
  order: number;
}

export async function beginningOf(sandbox: SandboxProcess): Promise<Beginning> {
  const { entries } = await sandbox.control("GET", "/log", requestLog);
  const { applied } = await sandbox.control("GET", "/history", history);
  return { request: entries.at(-1)?.n ?? 0, order: applied.at(-1)?.order ?? 0 };
}

export async function truthSince(sandbox: SandboxProcess, { request, order }: Beginning): Promise<Truth> {
  const log = await sandbox.control("GET", `/log?since=${request}`, requestLog);
  const states = await sandbox.control("GET", `/history?since=${order}`, history);
  const [[mark, by]] = Object.entries(DASHBOARD) as [[string, string]];
  const byDashboard = new Set(log.entries.filter(({ headers }) => headers[mark] === by).map(({ n }) => n));
  return {
    requests: log.entries.filter(({ n, method }) => method !== "GET" && !byDashboard.has(n)),
    // What somebody in the dashboard made through the same API is an edit from outside like any other.
    history: states.applied.map((one) => ({
      ...one,
      request: one.request !== null && byDashboard.has(one.request) ? null : one.request,
    })),
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value at a JSON pointer of a flow or a body; undefined where there is none. */
export function at(document: unknown, pointer: string): unknown {
  return pointer
    .split("/")
    .slice(1)
    .reduce<unknown>((value, name) => (isObject(value) ? value[name] : undefined), document);
}

function namesWebhook(document: unknown, name: unknown): boolean {
  const webhooks = at(document, "/webhooks");
  return Array.isArray(webhooks) && webhooks.some((webhook) => isObject(webhook) && webhook.name === name);
}

/** Whether a stored flow has all that a write wanted. */
export function holds(flow: unknown, intent: Write["intent"]): boolean {
  return Object.entries(intent).every(([path, value]) =>
    path === "/webhooks" ? namesWebhook(flow, value) : at(flow, path) === value,
  );
}

/** Whether a request's body would bring about what a write wants. */
function carries({ body, path }: UpstreamRequest, intent: Write["intent"]): boolean {
  return Object.entries(intent).every(([pointer, value]) => {
    if (pointer === "/webhooks") return namesWebhook(body, value);
    if (pointer === "/autopilot")
      return path.endsWith("/toggle-autopilot") || at(body, "/toggleAutopilot") === true;
    return at(body, pointer) === value;
  });
}

function isAbout({ method, path, workspaceId }: UpstreamRequest, write: Write): boolean {
  if (workspaceId !== write.workspace.upstreamId) return false;
  if (write.verb === "create") return method === "POST" && path === "/v1/api/call-flows";
  return method === "PUT" && path.includes(`/${write.flowId}`);
}

/** A write that is cut off counts as gone only after this time: an upstream may carry it out as late as that. */
export const MAY_STILL_ARRIVE_MS = 60_000;

/**
 * The last moment at which the upstream may see a write that was answered. An answer that nobody knows the outcome says
 * that what was sent is perhaps still on its way, until another answer says what became of it.
 */
function lastArrival({ told }: Write, answeredAt: number): number {
  const answers = told.flatMap((one) => one ?? []);
  const own = answers.find(({ at }) => at === answeredAt);
  if (own?.code !== "outcome_unknown") return answeredAt;
  const settled = answers.filter((one) => one.at > answeredAt && (one.status < 300 || saysNotDone(one)));
  return Math.min(answeredAt + MAY_STILL_ARRIVE_MS, ...settled.map((one) => one.at));
}

/**
 * The requests of clients that a write could have been sent for at a moment. The sandbox's clock and the clients' are one,
 * but a request may arrive in the millisecond of its answer.
 */
function windowsAt(write: Write, moment: number): Write["windows"] {
  return write.windows.filter(
    ({ from, to }) => moment >= from - 5 && (to === null || moment <= lastArrival(write, to) + 5),
  );
}

/** Whether two writes would do the same, so that a request could be for either. */
export function wantSame(one: Write, other: Write): boolean {
  const about = ({ workspace, verb, flowId, intent }: Write) =>
    JSON.stringify([workspace.slug, verb, flowId, intent]);
  return about(one) === about(other);
}

/** An answer that says: this was not done, and will not be. */
export function saysNotDone({ status, code }: Told): boolean {
  if (status < 400 || status === 500 || code === "outcome_unknown") return false;
  // These two are about the earlier request with this key.
  return code !== "idempotency_in_progress" && code !== "idempotency_mismatch";
}

/** Whether the clients were told at last that a write was not done. */
function wasRefused({ told }: Write): boolean {
  const last = told.findLast((one) => one !== null);
  return last ? saysNotDone(last) : false;
}

/** Whether a client was told that a write was carried out. */
function wasDone({ told }: Write): boolean {
  return told.some((one) => one !== null && one.status < 300);
}

/** The flows that answers showed as the result of a write. */
function shownFlows({ told }: Write): Set<unknown> {
  return new Set(told.flatMap((one) => (one !== null && one.status < 300 ? (one.flow?.id ?? []) : [])));
}

/** The end of the request for a write that began last before a moment: an earlier one without an answer has no end. */
function closing(write: Write, moment: number): number {
  const last = windowsAt(write, moment).reduce((one, other) => (other.from > one.from ? other : one), {
    from: 0,
    to: Number.POSITIVE_INFINITY,
  });
  return last.to ?? Number.POSITIVE_INFINITY;
}

/**
 * Which write each request was sent for. A request carries all that it sets, also what an earlier write had brought
 * about; so it belongs to the newest write under way that it could be for, or to one that has none yet. A request that is
 * for none of them is a stray.
 */
export function assignRequests(writes: readonly Write[], { requests, history }: Truth) {
  const sent = new Map<Write, UpstreamRequest[]>(writes.map((write) => [write, []]));
  const strays: UpstreamRequest[] = [];
  const candidatesFor = (request: UpstreamRequest) =>
    writes
      .filter((write) => windowsAt(write, Date.parse(request.at)).length > 0)
      .filter((write) => isAbout(request, write) && carries(request, write.intent))
      .sort((one, other) => other.startedAt - one.startedAt);
  /** Gives the earlier request of a write to an equal one that has none, so that the write is free for a later request. */
  const makeWay = (write: Write): boolean => {
    const [earlier, ...more] = sent.get(write) ?? [];
    if (!earlier || more.length > 0) return false;
    const instead = candidatesFor(earlier).find(
      (other) => other !== write && wantSame(other, write) && sent.get(other)?.length === 0,
    );
    if (!instead) return false;
    sent.set(instead, [earlier]);
    sent.set(write, []);
    return true;
  };
  for (const request of requests) {
    const arrived = Date.parse(request.at);
    const candidates = candidatesFor(request);
    const [newest] = candidates;
    if (newest && candidates.every((write) => sent.get(write)?.length !== 0)) candidates.find(makeWay);
    const free = candidates.filter((write) => sent.get(write)?.length === 0);
    // Which of some equal writes a request was sent for can't be seen, only how many were carried out. So a request that
    // was carried out is of one that was told so, and another one of one that was not, as long as there are any. Of the rest
    // none is one that was refused, and the one that was answered first was sent first.
    const isOdd = (write: Write) => wasDone(write) !== request.applied;
    // One that was told of the very flow that the request left is the best guess of all, one of another flow the worst.
    const left = history.find((one) => one.request === request.n)?.id;
    const isOfAnother = (write: Write) => {
      const shown = shownFlows(write);
      return left !== undefined && shown.size > 0 && !shown.has(left);
    };
    const [first] = free
      .filter((write) => newest && wantSame(write, newest))
      .sort(
        (one, other) =>
          Number(isOfAnother(one)) - Number(isOfAnother(other)) ||
          Number(isOdd(one)) - Number(isOdd(other)) ||
          Number(wasRefused(one)) - Number(wasRefused(other)) ||
          closing(one, arrived) - closing(other, arrived),
      );
    // A text that only one write uses names it, whatever else is free.
    const isNamed = newest && JSON.stringify(newest.intent).includes(newest.tag);
    const write = isNamed ? newest : (first ?? free[0] ?? newest);
    if (write) sent.get(write)?.push(request);
    else strays.push(request);
  }
  return { sent, strays };
}
