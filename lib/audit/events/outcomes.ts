import { keysOf } from "@/lib/json/json-value";

interface OutcomeFacts {
  label: string;
  /** The tone of its badge. */
  tone: "good" | "bad" | "warn";
  /** Its name and severity in the Open Cybersecurity Schema Framework. */
  ocsf: { status: OcsfWord; severity: OcsfWord };
}

interface OcsfWord {
  id: number;
  name: string;
}

const MEDIUM = { id: 3, name: "Medium" };
const FAILURE = { id: 2, name: "Failure" };

/** The outcomes of an event, in the order in which people read them. */
export const OUTCOMES = {
  succeeded: {
    label: "Succeeded",
    tone: "good",
    ocsf: { status: { id: 1, name: "Success" }, severity: { id: 1, name: "Informational" } },
  },
  failed: { label: "Failed", tone: "bad", ocsf: { status: FAILURE, severity: { id: 2, name: "Low" } } },
  // A refusal deserves attention, and an unknown outcome even more.
  denied: { label: "Not allowed", tone: "bad", ocsf: { status: FAILURE, severity: MEDIUM } },
  unknown: {
    label: "Outcome not known",
    tone: "warn",
    ocsf: { status: { id: 0, name: "Unknown" }, severity: MEDIUM },
  },
} as const satisfies Record<string, OutcomeFacts>;

export type AuditOutcome = keyof typeof OUTCOMES;

export const OUTCOME_NAMES = keysOf(OUTCOMES);
