import type { FlowKind } from "@/lib/flows/model/flow";
import type { Named } from "@/lib/flows/transfer/flow-map";
import type { Decision, TransferChoices } from "@/lib/flows/transfer/transfer-choices";
import type { HunkChoice } from "../../flows/conflict/merge-prose";
import type { Back } from "../words/copy-address";

/** A workspace to which somebody may copy. */
export interface CopyWorkspace {
  slug: string;
  name: string;
  colour: number;
  role: string;
  starred: boolean;
  requireReason: boolean;
  /** Whether its connection to the upstream failed when it was last used. */
  isFailing: boolean;
  /** What the reader may still read there in this minute; null where the key can't be opened, and where it is not shown. */
  budget: { limit: number; left: number } | null;
  /** Whether the reader's last copy from the same workspace went there. */
  usedLast: boolean;
  /** Flows there that go with one of the sources: by an earlier copy, or by the same name. */
  alike: { id: string; source: string; name: string; isCopy: boolean }[];
}

export interface CopySource {
  id: string;
  /** Null for a flow that is not there any more. */
  name: string | null;
  isInbound: boolean;
  /** Set to put the flow itself back to an earlier version. */
  back: Back | null;
}

/** What is copied: flows of one kind from one workspace. */
export interface CopyScene {
  from: { slug: string; name: string };
  kind: FlowKind;
  sources: readonly CopySource[];
}

/** Whether flows are put back in their own workspace: then there is nothing to choose or to match. */
export const isPuttingBack = ({ sources }: CopyScene): boolean => sources.some(({ back }) => back !== null);

/** What somebody has decided about one flow in one target. */
export interface ItemChoice {
  skip?: boolean;
  /** The flow to update; null for a new one, undefined while nobody has said. */
  flow?: string | null;
  /** The flows that it was chosen from. */
  among?: readonly Named[];
  fields?: Readonly<Record<string, Decision>>;
  /** Decisions about places of texts, by field and place; a field is decided when all its places are. */
  places?: Readonly<Record<string, HunkChoice>>;
}

type Shared = Pick<TransferChoices, "existing" | "active" | "autopilot" | "direction" | "mayActivate">;

/** All choices. Those about single flows go by the flow's id and the target's slug, so that they outlive a change of targets. */
export interface CopyChoices extends Shared {
  items: Readonly<Record<string, ItemChoice>>;
}

export const FIRST_CHOICES: CopyChoices = {
  existing: null,
  active: "inactive",
  autopilot: false,
  direction: null,
  mayActivate: [],
  items: {},
};

export const itemKey = (sourceId: string, target: string) => `${sourceId} ${target}`;

/** Adds to what was decided about one flow in one target. */
export function withItem(choices: CopyChoices, key: string, changes: ItemChoice): CopyChoices {
  return { ...choices, items: { ...choices.items, [key]: { ...choices.items[key], ...changes } } };
}

/** A preview shows so many items in full at once; of more, those that somebody has opened. */
const MOST_DETAILS = 200;

interface Sent {
  sources: { workspace: string; kind: FlowKind; id: string; back?: Back }[];
  targets: { workspace: string }[];
  choices: Omit<TransferChoices, "items"> & { items: object[] };
}

/** Returns a transfer as requests have it: choices by position. */
export function transferBody(scene: CopyScene, targets: readonly string[], choices: CopyChoices): Sent {
  const { items, mayActivate, ...shared } = choices;
  const sent = scene.sources.flatMap(({ id }, source) =>
    targets.flatMap((slug, target) => {
      const own = items[itemKey(id, slug)];
      if (!own) return [];
      const { skip = false, flow, fields = {} } = own;
      const isMute = !skip && flow === undefined && Object.keys(fields).length === 0;
      return isMute ? [] : [{ source, target, skip, ...(flow === undefined ? {} : { flow }), fields }];
    }),
  );
  return {
    sources: scene.sources.map(({ id, back }) => ({
      ...{ workspace: scene.from.slug, kind: scene.kind, id },
      ...(back ? { back } : {}),
    })),
    targets: targets.map((workspace) => ({ workspace })),
    choices: { ...shared, mayActivate: mayActivate.filter((slug) => targets.includes(slug)), items: sent },
  };
}

/** Returns which items a preview shows in full: all, or of too many those that are open or decided. */
export function shownInFull(
  scene: CopyScene,
  targets: readonly string[],
  choices: CopyChoices,
  open: ReadonlySet<string>,
) {
  if (scene.sources.length * targets.length <= MOST_DETAILS) return null;
  const places = scene.sources.flatMap(({ id }, source) =>
    targets.flatMap((slug, target) => {
      const key = itemKey(id, slug);
      return open.has(key) || choices.items[key]?.fields ? [{ source, target }] : [];
    }),
  );
  return places.slice(0, MOST_DETAILS);
}
