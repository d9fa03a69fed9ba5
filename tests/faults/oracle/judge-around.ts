import { type Case, type Evidence, OUTSIDE_TAG, OWN_TAG, tagsIn } from "./evidence";
import type { Finding, FindingKind } from "./findings";
import { at, type UpstreamRequest } from "./truth";

const isDrift = ({ action }: { action: string }) => action.endsWith(".drift");

/** What was done here must not be told as somebody's outside. What a later event of the change takes back is right. */
export function judgeBlame({ events }: Evidence, cases: readonly Case[]): void {
  for (const { changes, sequence } of events.filter(isDrift)) {
    for (const { write, applied, events: own, say } of cases) {
      const named = changes.find(({ after }) => tagsIn(after, OWN_TAG).includes(write.tag));
      const tookBack = own.some((event) => event.outcome === "succeeded" && event.sequence > sequence);
      if (named && applied.length > 0 && !tookBack)
        say("blamed_outside", `event ${sequence} at ${named.path}`);
    }
  }
}

/** An edit from outside that is still there is in a drift event, once the portal has read the flow. */
export function judgeOutsideEdits({ record, events, stored, shown }: Evidence): Finding[] {
  const drifts = events.filter(isDrift);
  return record.edits.flatMap(({ tag, story, flow, path }) => {
    const isThere = tagsIn(at(stored.get(flow.id), path), OUTSIDE_TAG).includes(tag);
    if (!isThere || !shown.get(flow.id)) return [];
    const recorded = drifts.some(
      ({ target, changes }) =>
        target?.id === flow.id &&
        tagsIn(
          changes.map(({ after }) => after),
          OUTSIDE_TAG,
        ).includes(tag),
    );
    return recorded ? [] : [{ kind: "silent_outside" as const, tag, story, words: `it is still at ${path}` }];
  });
}

/** How many edits from outside a write of the portal put back, whatever it was about. */
export function countPutBack({ record, truth }: Evidence): number {
  return record.edits.filter(({ tag, flow, path }) =>
    truth.history.some(({ id, request, before, after }) => {
      const had = tagsIn(at(before, path), OUTSIDE_TAG).includes(tag);
      return id === flow.id && request !== null && had && !tagsIn(at(after, path), OUTSIDE_TAG).includes(tag);
    }),
  ).length;
}

const COMPARED = ["/name", "/description", "/prompt", "/isActive", "/settings/customerLocation"];

/** The portal shows what the upstream has, and what it once recorded of a flow stays as it was. */
export function judgeViews({ shown, stored, revisions }: Evidence): Finding[] {
  const findings: Finding[] = [];
  for (const [id, flow] of shown) {
    const differs = COMPARED.filter((path) => {
      const [there, here] = [at(stored.get(id), path), at(flow, path)];
      return there !== undefined && here !== undefined && here !== there;
    });
    if (differs.length > 0)
      findings.push({
        kind: "stale_view",
        tag: null,
        story: "",
        words: `flow ${id} at ${differs.join(", ")}`,
      });
  }
  for (const { flow, before, now } of revisions) {
    for (const [n, was] of now.size > 0 ? before : []) {
      const is = now.get(n);
      if (JSON.stringify(is) === JSON.stringify(was)) continue;
      const who = (one: typeof is) => `${one?.source} by ${one?.by?.email ?? "nobody here"}`;
      const words = `revision ${n} of ${flow.id}: ${who(was)} became ${who(is)}`;
      findings.push({ kind: "rewritten", tag: null, story: flow.story, words });
    }
  }
  return findings;
}

/** Whatever the portal admits meanwhile, the upstream may carry out a write long after it arrived. */
function cameLate({ at: arrived, appliedAt }: UpstreamRequest): boolean {
  return Date.parse(appliedAt ?? arrived) - Date.parse(arrived) > 300;
}

function groups(cases: readonly Case[], keyOf: (one: Case) => string | null): Case[][] {
  const found = new Map<string, Case[]>();
  for (const one of cases) {
    const key = keyOf(one);
    if (key !== null) found.set(key, [...(found.get(key) ?? []), one]);
  }
  return [...found.values()];
}

/** Writes that were made from one state, or under one key: at most one of them may be applied. */
export function judgeRivals(cases: readonly Case[]): void {
  // A switch that is set there and back comes to the same state twice.
  const byState = groups(cases, ({ write: { ifMatch, flowId, intent } }) =>
    ifMatch && !("/isActive" in intent) ? `${flowId} ${ifMatch}` : null,
  );
  const byKey = groups(
    cases,
    ({ write: { workspace, person, key } }) => `${workspace.slug} ${person.email} ${key}`,
  );
  const judge = (rivals: readonly Case[], kind: FindingKind) => {
    const applied = rivals.filter((one) => one.applied.some((request) => !cameLate(request)));
    if (applied.length > 1) applied[0]?.say(kind, applied.map(({ write }) => write.tag).join(", "));
  };
  for (const rivals of byState) judge(rivals, "lost_update");
  for (const rivals of byKey) judge(rivals, "key_twice");
}
