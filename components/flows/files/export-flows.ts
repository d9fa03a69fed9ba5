import { type FlowKind, flowPathSegment } from "@/lib/flows/model/flow";
import { anything, recordOf } from "../../http/answer-shape";
import { problemText } from "../../http/problem";
import { sendRequest } from "../../http/send-request";
import { jsonFileName, saveFile, saveTextFile } from "../json/text-files";

/** Flows of one list. */
export interface ExportedList {
  /** The workspace's slug. */
  workspace: string;
  kind: FlowKind;
  flows: readonly { id: string; name: string }[];
}

/** What became of an export. */
export interface ExportResult {
  saved: number;
  /** Each with the reason why it could not be read. */
  failed: { name: string; why: string }[];
}

/** So many flows are read at the same time: the portal knows most of them already. */
const AT_ONCE = 4;
const NAMELESS = "Flow without a name";

const shape = recordOf(anything);

/** Does some work on each item, a few of them at the same time. */
async function onEach<Item>(items: readonly Item[], work: (item: Item, place: number) => Promise<void>) {
  const places = items.entries();
  const next = async () => {
    for (const [place, item] of places) await work(item, place);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
}

const folderOf = ({ workspace, kind }: ExportedList, now: Date) =>
  `${workspace} ${kind === "call_flow" ? "call flows" : "message flows"} ${now.toISOString().slice(0, 10)}`;

/** Returns a file name for each flow's name; those that are alike, capitals apart, get numbers. */
export function uniqueFileNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const file = jsonFileName(name);
    const stem = file.slice(0, -".json".length);
    let free = file;
    // A system may take capitals for the same, and may write an accent in two ways.
    const key = (text: string) => text.normalize("NFC").toLowerCase();
    for (let number = 2; taken.has(key(free)); number++) free = `${stem} (${number}).json`;
    taken.add(key(free));
    return free;
  });
}

/**
 * Saves flows on somebody's device: one as a JSON file, several as a folder in a zip. One that can't be read is named, and
 * the rest is saved.
 * @param onRead called after each with how many were read
 */
export async function exportFlows(
  list: ExportedList,
  onRead: (count: number) => void = () => undefined,
): Promise<ExportResult> {
  const { workspace, kind, flows } = list;
  const texts = new Map<number, string>();
  const failed: ExportResult["failed"] = [];
  let read = 0;
  await onEach(flows, async ({ id, name }, place) => {
    const path = `/api/workspaces/${workspace}/${flowPathSegment(kind)}/${id}/export`;
    const answer = await sendRequest("GET", path, { answer: shape });
    if (answer.ok) texts.set(place, `${JSON.stringify(answer.data, null, 2)}\n`);
    else failed.push({ name: name || NAMELESS, why: problemText(answer.problem) });
    onRead(++read);
  });
  const whole = flows.flatMap(({ name }, place) => {
    const text = texts.get(place);
    return text === undefined ? [] : [{ name, text }];
  });
  const [first] = whole;
  if (flows.length === 1 && first) saveTextFile(jsonFileName(first.name), first.text);
  if (flows.length > 1 && first) {
    const names = uniqueFileNames(whole.map(({ name }) => name));
    const folder = folderOf(list, new Date());
    // Loaded when it is needed: no list needs it to be shown.
    const { writeZip } = await import("./zip-archive");
    const files = whole.map(({ text }, place) => ({ name: names[place] ?? "", text }));
    saveFile(`${folder}.zip`, await writeZip(folder, files));
  }
  return { saved: whole.length, failed };
}
