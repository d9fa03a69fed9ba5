import { z } from "zod";
import type { EventContent } from "@/lib/audit/event-schemas";
import { FLOW_CHANGE_VERBS } from "@/lib/audit/search/last-changes";
import { FLOW_KINDS, flowKindLabel, flowPathSegment } from "@/lib/flows/model/flow";
import type { Permission } from "@/lib/identity/roles";
import { keysOf } from "@/lib/json/json-value";

/** The ways on which a person learns of something. */
export interface Ways {
  inbox: boolean;
  mail: boolean;
  channels: boolean;
}

/** What the words of a notice need besides its detail. Names come without disguises. */
export interface Scene {
  /** Who did it, by their present name; null for nobody in the portal. */
  by: string | null;
  /** Null for what belongs to no workspace. */
  workspace: { slug: string; name: string } | null;
}

interface Happening<Detail extends z.ZodType> {
  /** The rule as a person chooses it. */
  label: string;
  help: string;
  /** The ways of whoever has chosen nothing. */
  standard: Ways;
  /** Who may learn of it: members with this permission. */
  reads: Permission;
  /** Among them: all, or those who watch the flow; "named": whoever it is for says the code that leaves it. */
  whom: "members" | "watchers" | "named";
  /** What the stored notice has. */
  detail: Detail;
  /** What makes it: the detail for an event, or null for every other event. */
  ofEvent?: (event: EventContent) => z.output<Detail> | null;
  sentence: (detail: z.output<Detail>, scene: Scene) => string;
  /** The page that says more. */
  path: (detail: z.output<Detail>, scene: Scene) => string;
}

const flow = z.object({ kind: z.enum(FLOW_KINDS), id: z.string(), name: z.string().nullable() });
const ofFlow = z.object({ by: z.guid().nullable(), eventId: z.guid(), flow });
const ofPerson = z.object({ by: z.guid().nullable(), eventId: z.guid() });

type FlowDetail = z.output<typeof ofFlow>;

const inWorkspace = ({ workspace }: Scene) => (workspace ? ` in ${workspace.name}` : "");
const flowName = ({ flow: { kind, name } }: FlowDetail) =>
  `the ${flowKindLabel(kind).toLowerCase()} ${name === null || name === "" ? "without a name" : `“${name}”`}`;
const who = ({ by }: Scene) => by ?? "Somebody outside Switchboard";
const eventPath = ({ eventId }: { eventId: string }, { workspace }: Scene) =>
  workspace ? `/${workspace.slug}/audit/${eventId}` : `/audit/${eventId}`;
const flowPath = ({ flow: { kind, id } }: FlowDetail, { workspace }: Scene) =>
  `/${workspace?.slug ?? ""}/${flowPathSegment(kind)}/${encodeURIComponent(id)}`;

/** The detail of an event about a flow; null for one about something else. */
function aboutFlow({ id: eventId, actor, target }: EventContent): FlowDetail | null {
  const kind = FLOW_KINDS.find((name) => name === target?.type);
  if (!kind || !target?.id) return null;
  return { by: actor.id, eventId, flow: { kind, id: target.id, name: target.name } };
}

function verbOf({ action }: EventContent): string {
  return action.split(".")[1] ?? "";
}

const WATCHED: ReadonlySet<string> = new Set(FLOW_CHANGE_VERBS);

function happening<Detail extends z.ZodType>(facts: Happening<Detail>): Happening<Detail> {
  return facts;
}

/**
 * Everything that somebody may want to know at once, with its words, its default ways, what makes it and who may learn of it.
 * Where an event makes several of them, its reader gets one notice of the first.
 */
export const HAPPENINGS = {
  mention: happening({
    label: "Somebody mentions me in a comment",
    help: "A colleague writes @ and your name under a change.",
    standard: { inbox: true, mail: true, channels: true },
    reads: "audit.read_flows",
    whom: "named",
    detail: ofPerson.extend({ commentId: z.guid() }),
    sentence: (_, scene) => `${who(scene)} mentioned you in a comment${inWorkspace(scene)}`,
    path: (detail, scene) => `${eventPath(detail, scene)}#comments`,
  }),
  change_unknown: happening({
    label: "A change is unknown",
    help: "A change was sent to Trillet, and nobody knows whether it was made. Somebody should look.",
    standard: { inbox: true, mail: true, channels: true },
    reads: "change.read",
    whom: "members",
    detail: ofFlow,
    ofEvent: (event) => (event.outcome === "unknown" ? aboutFlow(event) : null),
    sentence: (detail, scene) =>
      `Nobody knows whether the change of ${flowName(detail)}${inWorkspace(scene)} was made that ${scene.by ?? "somebody"} sent`,
    path: eventPath,
  }),
  key_failing: happening({
    label: "A key dies",
    help: "Trillet refuses the API key of one of your workspaces.",
    standard: { inbox: true, mail: true, channels: true },
    reads: "workspace.read",
    whom: "members",
    detail: ofPerson,
    ofEvent: ({ id: eventId, action, actor, changes, detail }) =>
      action === "workspace.check" && detail.health === "failing" && changes.length > 0
        ? { by: actor.id, eventId }
        : null,
    sentence: (_, { workspace }) => `Trillet refuses the API key of ${workspace?.name ?? "a workspace"}`,
    path: (_, { workspace }) => `/${workspace?.slug ?? ""}`,
  }),
  watched_flow: happening({
    label: "Somebody changes a flow that I watch",
    help: "In the portal or outside. You choose the flows on their pages.",
    standard: { inbox: true, mail: false, channels: true },
    reads: "audit.read_flows",
    whom: "watchers",
    detail: ofFlow.extend({ verb: z.string() }),
    ofEvent: (event) => {
      const detail = event.outcome === "succeeded" && WATCHED.has(verbOf(event)) ? aboutFlow(event) : null;
      return detail && { ...detail, verb: verbOf(event) };
    },
    sentence: (detail, scene) =>
      `${who(scene)} ${detail.verb === "restore" ? "restored" : "changed"} ${flowName(detail)}${inWorkspace(scene)}, which you watch`,
    path: eventPath,
  }),
  drift: happening({
    label: "Drift in any of my workspaces",
    help: "A flow was changed outside Switchboard, such as in Trillet's own dashboard.",
    standard: { inbox: true, mail: false, channels: true },
    reads: "audit.read_flows",
    whom: "members",
    detail: ofFlow,
    ofEvent: (event) =>
      verbOf(event) === "drift" && event.outcome === "succeeded" ? aboutFlow(event) : null,
    sentence: (detail, scene) =>
      `Somebody outside Switchboard changed ${flowName(detail)}${inWorkspace(scene)}`,
    path: flowPath,
  }),
  job_ended: happening({
    label: "My job ended",
    help: "A job that you started on many flows is done, or has failed.",
    standard: { inbox: true, mail: false, channels: true },
    reads: "workspace.read",
    whom: "named",
    detail: z.object({
      by: z.null(),
      title: z.string(),
      counts: z.object({ done: z.int(), failed: z.int(), left: z.int() }),
      href: z.string(),
    }),
    sentence: ({ title, counts: { done, failed, left } }) => {
      const rest = [failed > 0 ? `${failed} failed` : "", left > 0 ? `${left} left out` : ""].filter(Boolean);
      return `Your job “${title}” ended: ${[`${done} done`, ...rest].join(", ")}`;
    },
    path: ({ href }) => href,
  }),
} as const;

export type HappeningKind = keyof typeof HAPPENINGS;
export type HappeningDetail<K extends HappeningKind = HappeningKind> = z.output<
  (typeof HAPPENINGS)[K]["detail"]
>;

export const HAPPENING_KINDS = keysOf(HAPPENINGS);

/** Something that happened: its kind, and what its notice keeps. */
export type HappeningFacts<K extends HappeningKind = HappeningKind> = {
  [Kind in K]: { kind: Kind; detail: HappeningDetail<Kind> };
}[K];

/** The table as functions over any kind see it: a kind and its own detail always come together. */
const BY_NAME: Readonly<Record<string, Happening<z.ZodType> | undefined>> = HAPPENINGS;

/** Returns what an event makes, in the order of the table. */
export function happeningsOf(event: EventContent): { kind: HappeningKind; detail: unknown }[] {
  return HAPPENING_KINDS.flatMap((kind) => {
    const detail = BY_NAME[kind]?.ofEvent?.(event) ?? null;
    return detail === null ? [] : [{ kind, detail }];
  });
}

const doer = z.object({ by: z.guid().nullable() });

/** Returns the id of the person who did what a notice is about; null for nobody in the portal. */
export function doerOf(detail: unknown): string | null {
  return doer.safeParse(detail).data?.by ?? null;
}

/**
 * Returns a stored notice in words, with the page that says more.
 * @returns null for a kind or a detail of another version
 */
export function inWords(
  { kind, detail }: { kind: string; detail: unknown },
  scene: Scene,
): { sentence: string; path: string } | null {
  const known = Object.hasOwn(HAPPENINGS, kind) ? BY_NAME[kind] : undefined;
  const parsed = known?.detail.safeParse(detail);
  if (!known || !parsed?.success) return null;
  return { sentence: `${known.sentence(parsed.data, scene)}.`, path: known.path(parsed.data, scene) };
}
