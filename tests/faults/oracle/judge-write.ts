import type { Told } from "../world/record";
import { type Case, type Evidence, OUTSIDE_TAG, tagsIn } from "./evidence";
import { explainUnknown } from "./explain-unknown";
import { holds, saysNotDone, type UpstreamRequest } from "./truth";

function judgeSuccess({ write, applied, appliedTo, hadItAt, say }: Case, told: Told): void {
  const [first] = applied;
  if (!first && hadItAt(told.at)) return;
  if (!first) say("wrong_success", `the answer was ${told.status}`);
  else if (!appliedTo.has(String(told.flow?.id)))
    say("wrong_success", `the answer ${told.status} shows the flow ${told.flow?.id}`);
  else if (Date.parse(first.appliedAt ?? first.at) > told.at)
    say("wrong_success", "the answer came before the write was carried out");
  else if (!holds(told.flow, write.intent))
    say("wrong_success", "the answer does not show what was asked for");
}

/** What an answer says that is about its own request alone: another one under the same key is a new attempt then. */
const OF_ONE_REQUEST: ReadonlySet<string | null> = new Set([
  "database_unavailable",
  "upstream_budget",
  "upstream_unreachable",
]);

/**
 * Whether an answer leaves open what became of the write: it is about its own request alone, and another one under the
 * same key was under way, which may have sent it.
 */
function leavesOpen({ windows }: Case["write"], { code, at }: Told): boolean {
  if (!OF_ONE_REQUEST.has(code)) return false;
  const own = windows.find(({ to }) => to === at);
  const isBeside = ({ from, to }: (typeof windows)[number]) =>
    from <= at && (to === null || to >= (own?.from ?? at));
  return windows.some((other) => other !== own && isBeside(other));
}

function judgeAnswers(one: Case): void {
  const { write, applied, say } = one;
  for (const told of write.told) {
    if (told === null) continue;
    if (told.status === 500) say("crashed", "the answer was 500");
    if (told.status < 300) judgeSuccess(one, told);
    // A repeat under the same key may have sent the write after this answer.
    const before = applied.some((request) => Date.parse(request.at) <= told.at);
    if (before && saysNotDone(told) && !leavesOpen(write, told))
      say("wrong_failure", `the answer was ${told.status} ${told.code}`);
  }
}

/** @returns how many events a later one of the same change corrected */
function judgeEvents({ write, applied, appliedTo, hadItAt, events, say }: Case): number {
  const final = events.at(-1);
  const successes = events.filter(({ outcome }) => outcome === "succeeded");
  if (successes.length > 1) say("told_twice", `${successes.length} events`);
  let corrected = 0;
  for (const event of events) {
    const { outcome, actor, target, changes, sequence } = event;
    const where = `event ${sequence}`;
    // The portal's clock may be wrong, so the moment is the one of the answer.
    const hadIt = write.windows.some(({ to }) => hadItAt(to ?? Date.now()));
    const nothingToDo = outcome === "succeeded" && hadIt;
    if (actor.email !== write.person.email)
      say("wrong_person", `${where} names ${actor.email ?? actor.type}`);
    if (outcome === "succeeded" && applied.length === 0 && !nothingToDo) say("wrong_success", where);
    else if (outcome === "succeeded" && !appliedTo.has(String(target?.id)))
      say("wrong_success", `${where} is about ${target?.id}`);
    if (outcome === "failed" && event === final && applied.length > 0) say("wrong_failure", where);
    if (event !== final && event.detail.changeId === final?.detail.changeId) corrected++;
    const wanted = JSON.stringify(write.intent);
    for (const { path, after } of changes) {
      for (const tag of tagsIn(after, OUTSIDE_TAG).filter((found) => !wanted.includes(found))) {
        say("wrong_person", `${where} has ${tag} of somebody outside at ${path}`);
      }
    }
    if (changes.length === 0 && outcome !== "denied" && !hadIt) say("says_nothing", `${where} (${outcome})`);
  }
  return corrected;
}

/**
 * Whether a request was refused before the next one was sent, and a client knew it: the upstream wants fewer requests,
 * and carried out nothing. The portal then takes the same key as a new attempt.
 */
function wasGivenBack({ write }: Case, request: UpstreamRequest, next: UpstreamRequest): boolean {
  if (request.status !== 429 || request.applied) return false;
  const [from, to] = [Date.parse(request.at), Date.parse(next.at)];
  return write.told.some((told) => told?.code === "upstream_budget" && told.at >= from && told.at <= to);
}

/** How often a write was sent without anybody knowing that the time before was for nothing. */
function timesSent(one: Case): number {
  return one.sent.filter((request, place) => {
    const next = one.sent[place + 1];
    return !next || !wasGivenBack(one, request, next);
  }).length;
}

/**
 * Compares what was told and recorded of one write with what the upstream did.
 * @param explained gets the reasons of what could not be decided
 * @returns how many events a later one of the same change corrected
 */
export function judgeWrite(one: Case, evidence: Evidence, explained: Record<string, number>): number {
  const { write, sent, applied, events, say } = one;
  if (timesSent(one) > 1) say("sent_twice", `${sent.length} requests: ${sent.map(({ n }) => n).join(", ")}`);
  if (applied.length > 1) say("applied_twice", `${applied.length} times`);
  judgeAnswers(one);
  const wasTold = write.told.some(
    (told) => told !== null && (told.status < 300 || told.code === "outcome_unknown"),
  );
  const mayStillCome = evidence.pending.length > 0;
  if (events.length === 0 && (wasTold || applied.length > 0) && !mayStillCome) {
    say("lost", wasTold ? "the client was told of it" : "it was applied");
  }
  if (events.at(-1)?.outcome === "unknown") {
    const why = explainUnknown(
      { write, sent, truth: evidence.truth, record: evidence.record },
      evidence.circumstances,
    );
    if (why === null) say("undecided", applied.length > 0 ? "it was applied" : "it was not applied");
    else explained[why] = (explained[why] ?? 0) + 1;
  }
  return judgeEvents(one);
}
