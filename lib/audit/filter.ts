import { OUTCOME_NAMES } from "@/lib/audit/events/outcomes";
import { ACTORS_WITHOUT_ID } from "./event";
import type { DetailField } from "./events/action";

/**
 * Every fact about one filter. A filter is a field of a `detail`, too: the event of an export names the filters in use.
 */
export interface FilterFacts extends DetailField {
  /** Its description in the published contract. */
  meaning: string;
  /** The API's rule: an event's id, a moment, one of some words, or a text of a certain form. */
  takes: "event_id" | "moment" | readonly string[] | { longest: number; form?: RegExp; fault?: string };
  /**
   * The rule of the page's address, which ignores anything else: a form of text, or days of a zone. Null where the page
   * has no such filter.
   */
  page: RegExp | "days" | null;
  /** Whether the hourly counts behind the charts can answer it. */
  counted: boolean;
}

const WITHOUT_ID = ACTORS_WITHOUT_ID.map(({ type }) => type).join("|");

/**
 * The filters of an audit log. The API's query, the page's address, exports, saved views and the detail of
 * `audit.export` follow from this table. Saved views are compared as texts, so the order of the rows must stay.
 */
export const AUDIT_FILTERS = {
  q: {
    kind: "text",
    label: "Only with the text",
    meaning:
      "Words of names, reasons and changed text: all of them must occur. The last one may be a beginning.",
    takes: { longest: 200 },
    page: /^.{1,200}$/su,
    counted: false,
  },
  actor: {
    kind: "id",
    label: "Only by",
    meaning: "A person's id; `system` for the portal itself, `upstream` for somebody outside of it.",
    takes: { longest: 64 },
    page: new RegExp(`^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|${WITHOUT_ID})$`, "i"),
    counted: true,
  },
  action: {
    kind: "text",
    label: "Only the action",
    meaning: "The action, such as `call_flow.update`.",
    takes: { longest: 64 },
    page: /^[a-z_]{1,31}\.[a-z_]{1,31}$/,
    counted: true,
  },
  outcome: {
    kind: "text",
    label: "Only the outcome",
    meaning: "The outcome of the action.",
    takes: OUTCOME_NAMES,
    page: new RegExp(`^(${OUTCOME_NAMES.join("|")})$`),
    counted: true,
  },
  target: {
    kind: "id",
    label: "Only about",
    meaning: "The id of what it was done to: of a flow, a person, a key.",
    takes: { longest: 64 },
    page: /^\S{1,64}$/u,
    counted: true,
  },
  field: {
    kind: "text",
    label: "Only the field",
    meaning:
      "Paths of fields that were touched, with commas between, such as `/settings/welcomeMessage`: any of them, or " +
      "what lies below.",
    takes: {
      longest: 400,
      // A text of commas alone has no path, and must not count as a filter by fields.
      form: /^([^,]+(,[^,]+)*)?$/,
      fault: "must be paths of fields, with commas between",
    },
    page: /^(?=.{1,400}$)\/[^,\s]+(,\/[^,\s]+)*$/u,
    counted: false,
  },
  from: {
    kind: "time",
    label: "Only since",
    meaning: "When it happened: not before this. A day of UTC, or a time with its offset (ISO 8601).",
    takes: "moment",
    page: "days",
    counted: true,
  },
  to: {
    kind: "time",
    label: "Only until",
    meaning: "When it happened: not after this. A day of UTC means its first moment.",
    takes: "moment",
    page: "days",
    counted: true,
  },
  ip: {
    kind: "text",
    label: "Only from the address",
    meaning:
      "The address that the request came from. It finds nothing for whoever sees events about flows only, since they see no addresses.",
    takes: { longest: 64 },
    page: /^(?=.*[0-9a-f])[0-9a-f.:%]{2,64}$/i,
    counted: false,
  },
  correlation: {
    kind: "id",
    label: "Only belonging to",
    meaning: "The id that all requests of one undertaking share (`request.correlationId`).",
    takes: { longest: 128 },
    page: /^\S{1,128}$/u,
    counted: false,
  },
  event: {
    kind: "id",
    label: "Only the event",
    meaning: "One event's id.",
    takes: "event_id",
    page: null,
    counted: false,
  },
} as const satisfies Record<string, FilterFacts>;

type Filters = typeof AUDIT_FILTERS;
type NameWith<Facts> = { [N in keyof Filters]: Filters[N] extends Facts ? N : never }[keyof Filters];

export type FilterName = keyof Filters;
/** The filters that the page's address has as plain texts. */
export type TextFilter = NameWith<{ page: RegExp }>;
/** The filters that the hourly counts can answer. */
export type CountedFilter = NameWith<{ counted: true }>;

const isName = (name: string): name is FilterName => Object.hasOwn(AUDIT_FILTERS, name);

export const FILTER_NAMES: readonly FilterName[] = Object.keys(AUDIT_FILTERS).filter(isName);
export const COUNTED_FILTERS: readonly CountedFilter[] = FILTER_NAMES.filter(
  (name): name is CountedFilter => AUDIT_FILTERS[name].counted,
);

/** Whether the page's address has a filter as a plain text. */
export function isTextFilter(name: string): name is TextFilter {
  return isName(name) && AUDIT_FILTERS[name].page instanceof RegExp;
}

/** The requested values. An absent one restricts nothing. */
export type FilterValues = {
  [N in FilterName]?: (Filters[N] extends { takes: "moment" } ? Date : string) | undefined;
};

/** The requested events of one chain: those for which every filter holds. */
export interface AuditFilter extends FilterValues {
  /** A workspace's id, or "portal". */
  chain: string;
  /** Viewers and editors see events about flows only, and of these not the network address (`readableEventView`). */
  flowEventsOnly?: boolean | undefined;
}

type FilterTexts = { [N in FilterName]?: string };

/** A filter's values as the API takes them: times as text, in UTC. */
export function filterTexts(values: FilterValues): FilterTexts {
  return Object.fromEntries(
    FILTER_NAMES.flatMap((name) => {
      const value = values[name];
      return value === undefined ? [] : [[name, value instanceof Date ? value.toISOString() : value]];
    }),
  );
}

/** The filter as an export states it: without the chain. Empty for a whole chain. */
export function statedFilter(filter: AuditFilter): FilterTexts & { flowEventsOnly?: true } {
  return { ...(filter.flowEventsOnly ? { flowEventsOnly: true } : {}), ...filterTexts(filter) };
}
