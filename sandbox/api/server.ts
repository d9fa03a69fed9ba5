import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { deliver } from "@/sandbox/faults/deliver";
import type { AnswerFault, DelayFault } from "@/sandbox/faults/rule";
import { readBody } from "@/sandbox/http/read-body";
import type { Sandbox } from "@/sandbox/sandbox";
import { perform } from "./perform";

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
  const entry = sandbox.log.open({ method, url, headers: request.headers, text }, sandbox.now());
  const { delays, fault } = sandbox.faults.take({ method, path, workspaceId: entry.workspaceId });
  const kinds = [...delays, ...(fault ? [fault] : [])].map(({ kind }) => kind);
  if (kinds.length > 0) entry.fault = kinds.join("+");

  await pause(delays, "before");
  const outcome = carriesOut(fault)
    ? perform(sandbox, { method, path, headers: request.headers, text })
    : { answer: null, applied: false };
  entry.applied = outcome.applied;
  await pause(delays, "after");
  entry.status = deliver(response, fault, outcome.answer, sandbox.now());
}

function carriesOut(fault: AnswerFault | null): boolean {
  if (fault === null) return true;
  if (fault.kind === "reset") return fault.when === "after";
  return "apply" in fault ? fault.apply : true;
}

async function pause(delays: DelayFault[], when: DelayFault["when"]): Promise<void> {
  const ms = delays.filter((delay) => delay.when === when).reduce((sum, delay) => sum + delay.ms, 0);
  if (ms > 0) await wait(ms, undefined, { ref: false });
}
