import { type AnswerFault, type DelayFault, type EditFault, type FaultRule, ruleMatches } from "./rule";

/** The faults of one request: any number of delays and edits, and at most one fault of its answer. */
export type Faults = { delays: DelayFault[]; edits: EditFault[]; fault: AnswerFault | null };

type KeptRule = { id: number; rule: FaultRule; remaining: number | null };

export type FaultRules = {
  add(rule: FaultRule): KeptRule;
  list(): KeptRule[];
  clear(): void;
  /** Takes the rules for one request, oldest first, and uses each of them up by one. */
  take(request: { method: string; path: string; workspaceId: string | null }): Faults;
};

/** The fault rules, in memory. `remaining` is null for a rule that never ends. */
export function createFaultRules(): FaultRules {
  let kept: KeptRule[] = [];
  let last = 0;
  return {
    add(rule) {
      last += 1;
      const entry = { id: last, rule, remaining: rule.times === 0 ? null : rule.times };
      kept.push(entry);
      return entry;
    },
    list: () => kept,
    clear() {
      kept = [];
    },
    take(request) {
      const taken: Faults = { delays: [], edits: [], fault: null };
      for (const entry of kept.filter(({ rule }) => ruleMatches(rule, request))) {
        const { rule } = entry;
        if (rule.kind === "delay") taken.delays.push(rule);
        else if (rule.kind === "edit") taken.edits.push(rule);
        else if (taken.fault === null) taken.fault = rule;
        else continue;
        if (entry.remaining !== null) entry.remaining -= 1;
      }
      kept = kept.filter(({ remaining }) => remaining !== 0);
      return taken;
    },
  };
}
