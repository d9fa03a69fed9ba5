import type { OutsideEdit, Write } from "../world/record";
import type { Case, Evidence, Judgement } from "./evidence";
import type { Finding, FindingKind } from "./findings";
import { countPutBack, judgeBlame, judgeOutsideEdits, judgeRivals, judgeViews } from "./judge-around";
import { judgeWrite } from "./judge-write";
import { assignRequests, at, holds, wantSame } from "./truth";

const WRITE_ACTION = /^(call|message)_flow\.(create|update|restore)$/;

/** Puts together what belongs to each write: its requests, what they did, and its events. */
function casesOf({ record, truth, events }: Evidence, findings: Finding[]): Case[] {
  const { sent, strays } = assignRequests(record.writes, truth);
  for (const { n, method, path } of strays) {
    findings.push({ kind: "stray", tag: null, story: "", words: `request ${n}: ${method} ${path}` });
  }
  const writeEvents = events.filter(({ action }) => WRITE_ACTION.test(action));
  const flowsMadeFor = (write: Write) => {
    const numbers = new Set((sent.get(write) ?? []).map(({ n }) => n));
    return truth.history.flatMap(({ id, request }) => (request !== null && numbers.has(request) ? id : []));
  };
  return record.writes.map((write) => {
    const requests = sent.get(write) ?? [];
    // A client finds its change by the reason; a later event of the change need not repeat it.
    const own = writeEvents.filter(({ reason }) => reason === write.tag);
    const changeIds = new Set<unknown>(own.flatMap(({ detail }) => detail.changeId ?? []));
    const applied = requests.filter((request) => request.applied);
    return {
      write,
      sent: requests,
      applied,
      appliedTo: new Set(
        write.verb === "update"
          ? [write.flowId ?? ""]
          : record.writes.filter((other) => wantSame(write, other)).flatMap(flowsMadeFor),
      ),
      hadItAt: (moment) => {
        const state = truth.history.findLast(
          ({ id, at }) => id === write.flowId && Date.parse(at) <= moment,
        )?.after;
        return requests.length === 0 && state !== undefined && holds(state, write.intent);
      },
      events: writeEvents.filter((event) => own.includes(event) || changeIds.has(event.detail.changeId)),
      say: (kind: FindingKind, words: string) =>
        findings.push({ kind, tag: write.tag, story: write.story, words }),
    };
  });
}

/** One write as the report shows it: what was asked, what was told, what the upstream did, what the log says. */
function detailOf({ write, sent, events }: Case): unknown {
  const { tag, story, verb, flowId, workspace, person, intent, ifMatch, startedAt, told } = write;
  return {
    ...{ tag, story, verb, flowId, workspace: workspace.slug, person: person.email, intent, ifMatch },
    startedAt: new Date(startedAt).toISOString(),
    told: told.map(
      (one) => one && { ...one, at: new Date(one.at).toISOString(), flow: one.flow?.id ?? null },
    ),
    sent: sent.map(({ n, at, status, fault, applied, appliedAt }) => ({
      n,
      at,
      status,
      fault,
      applied,
      appliedAt,
    })),
    events: events.map(({ sequence, settledAt, outcome, actor, target, changes, detail }) => {
      return {
        sequence,
        settledAt,
        outcome,
        by: actor.email,
        flow: target?.id,
        paths: changes.map(({ path }) => path),
        detail,
      };
    }),
  };
}

/** A flow with an edit that the log is silent about: all that happened to it, upstream and here. */
function flowOfEdit(
  { truth, events, revisions }: Evidence,
  { tag, story, flow: { id }, path }: OutsideEdit,
): unknown {
  return {
    ...{ tag, story, flow: id, path },
    upstream: truth.history
      .filter((one) => one.id === id)
      .map(({ at: when, request, after }) => ({ at: when, request, value: at(after, path) })),
    here: events
      .filter(({ target }) => target?.id === id)
      .map(({ sequence, settledAt, action, outcome, changes, detail }) => {
        return { sequence, settledAt, action, outcome, changes, detail };
      }),
    revisions: [...(revisions.find(({ flow }) => flow.id === id)?.now.values() ?? [])],
  };
}

/** Compares what clients were told, what the upstream did, and what the log says. Shares no code with the portal. */
export function judgeRound(evidence: Evidence): Judgement {
  const findings: Finding[] = [];
  const explained: Record<string, number> = {};
  const cases = casesOf(evidence, findings);
  let corrected = 0;
  for (const one of cases) corrected += judgeWrite(one, evidence, explained);
  judgeRivals(cases);
  judgeBlame(evidence, cases);
  findings.push(...judgeOutsideEdits(evidence), ...judgeViews(evidence));
  for (const id of evidence.pending) {
    findings.push({ kind: "still_pending", tag: null, story: "", words: `change ${id}` });
  }
  for (const { story, what, ms, allowedMs } of evidence.record.delays.filter(
    (delay) => delay.ms > delay.allowedMs,
  )) {
    const words = `${what}: ${Math.round(ms)} ms, ${allowedMs} are allowed`;
    findings.push({ kind: "delayed", tag: null, story, words });
  }
  const named = new Set(findings.map(({ tag }) => tag));
  const silent = evidence.record.edits.filter((edit) =>
    findings.some(({ kind, tag }) => kind === "silent_outside" && tag === edit.tag),
  );
  const flows = new Set(silent.map(({ flow }) => flow.id));
  const details = [
    ...cases.filter(({ write }) => named.has(write.tag) || flows.has(write.flowId ?? "")).map(detailOf),
    ...silent.map((edit) => flowOfEdit(evidence, edit)),
  ];
  return { findings, explained, corrected, putBack: countPutBack(evidence), details };
}
