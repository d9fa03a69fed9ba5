import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { deliver } from "@/sandbox/faults/deliver";
import { makeEdits } from "@/sandbox/faults/edit";
import { endEarly } from "@/sandbox/faults/late";
import { oddAnswer } from "@/sandbox/faults/odd-answer";
import type { AnswerFault, DelayFault } from "@/sandbox/faults/rule";
import { readBody } from "@/sandbox/http/read-body";
import type { LogEntry } from "@/sandbox/log";
import type { Sandbox } from "@/sandbox/sandbox";
import { type Outcome, perform } from "./perform";

/** The server of the API port. It knows nothing of the control port's paths. */
export function createApiServer(sandbox: Sandbox): Server {
  return createServer((request, response) => {
    serve(sandbox, request, response).catch(() => response.destroy());
  });
}

/**
 * One request from arrival to answer. A client that hangs up does not stop it: like the real upstream, a
 * write that has arrived is carried out, late or not.
 */
async function serve(sandbox: Sandbox, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const method = request.method ?? "GET";
  const url = request.url ?? "/";
  const path = url.split("?")[0] ?? "/";
  const text = await readBody(request);
  const entry = sandbox.log.open({ method, url, headers: request.headers, text }, sandbox.trueNow());
  const { workspaceId } = entry;
  const { delays, edits, fault } = sandbox.faults.take({ method, path, workspaceId });
  const kinds = [...delays, ...edits, ...(fault ? [fault] : [])].map(({ kind }) => kind);
  if (kinds.length > 0) entry.fault = kinds.join("+");
  const prepared = () => dated(response, sandbox);

  await pause(delays, "before");
  if (fault?.kind === "late") {
    endEarly(prepared(), fault, entry);
    await wait(fault.ms, undefined, { ref: false });
  }
  makeEdits(sandbox, edits, "before", path);
  const before = sandbox.store.read();
  const outcome = carriesOut(fault)
    ? perform(sandbox, { n: entry.n, method, path, headers: request.headers, text })
    : { answer: null, applied: false };
  note(entry, outcome, sandbox);
  makeEdits(sandbox, edits, "after", path);
  await pause(delays, "after");
  const odd =
    fault?.kind === "odd_answer"
      ? oddAnswer(fault, { path, workspaceId }, { state: before, generation: sandbox.live.generation })
      : undefined;
  // A gateway has answered already, and its status stays in the log.
  entry.status ??= deliver(prepared(), fault, outcome.answer, { now: sandbox.now(), odd });
}

function carriesOut(fault: AnswerFault | null): boolean {
  if (fault === null) return true;
  if (fault.kind === "reset") return fault.when === "after";
  return "apply" in fault ? fault.apply : true;
}

function note(
  entry: LogEntry,
  { applied, order }: Pick<Outcome, "applied" | "order">,
  sandbox: Sandbox,
): void {
  entry.applied = applied;
  if (!applied) return;
  entry.appliedAt = sandbox.trueNow().toISOString();
  if (order !== undefined) entry.order = order;
}

async function pause(delays: DelayFault[], when: DelayFault["when"]): Promise<void> {
  const ms = delays.filter((delay) => delay.when === when).reduce((sum, delay) => sum + delay.ms, 0);
  if (ms > 0) await wait(ms, undefined, { ref: false });
}

/** The response with the `Date` header that the upstream's clock gives, or without one. */
function dated(response: ServerResponse, { live, now }: Sandbox): ServerResponse {
  response.sendDate = live.dateHeader;
  if (live.dateHeader && !response.headersSent) response.setHeader("date", now().toUTCString());
  return response;
}
