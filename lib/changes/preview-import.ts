import "server-only";
import type { FlowKind } from "@/lib/flows/model/flow";
import { importFlow } from "@/lib/flows/requests/import-flow";
import type { NotRestored } from "@/lib/flows/requests/plan-restore";
import type { ReferenceKind } from "@/lib/flows/transfer/travel";
import type { FieldError } from "@/lib/json/json-pointer";
import { isJsonObject, type JsonObject } from "@/lib/json/json-value";
import { pickAgents, pickFolders, pickKnowledgeBases } from "@/lib/mirror/pickers";
import { idOf } from "@/lib/upstream/raw-fields";
import { readDocument } from "@/lib/upstream/read-document";

/** Something of a workspace that a flow names by its id. */
interface Named {
  id: string;
  name: string;
}

/** What a document would become in a workspace. */
export interface ImportPreview {
  /** Null for a document that is no flow. */
  kind: FlowKind | null;
  name: string | null;
  /** Whether the document's flow is active. The request says that the new one is not. */
  isActive: boolean;
  /** The request for a new flow as far as the document has it; empty where `missing` says what to type. */
  request: JsonObject;
  /** What the document has and a new flow can't. */
  dropped: NotRestored[];
  /** References that mean something here: the same one, or the only one of that name. */
  mapped: { path: string; from: { id: string; name: string | null }; to: Named }[];
  /** What somebody has to choose or type. */
  missing: FieldError[];
}

const NO_FLOW: ImportPreview = {
  kind: null,
  name: null,
  isActive: false,
  request: {},
  dropped: [],
  mapped: [],
  missing: [{ path: "", message: "This is neither a flow nor a request for one" }],
};

/** The id and, where the document has it, the name of what a value refers to (upstream quirk Q13). */
function reference(value: unknown): { id: string; name: string | null } | null {
  const id = idOf(value);
  if (id === null) return null;
  return { id, name: isJsonObject(value) && typeof value.name === "string" ? value.name : null };
}

/** A place of a request that refers to something of the workspace. */
interface Place {
  path: string;
  what: string;
  from: { id: string; name: string | null }[];
  isList: boolean;
  of: ReferenceKind;
}

/** Lists of a workspace, each read once at most, however many documents refer to its things. */
type Lists = (of: ReferenceKind) => Promise<Named[]>;

function listsOf(workspaceId: string, personId: string): Lists {
  const pick: Record<ReferenceKind, (workspace: string, person: string) => Promise<Named[]>> = {
    call_agent: pickAgents.call,
    omni_agent: pickAgents.omni,
    folder: pickFolders,
    knowledge_base: pickKnowledgeBases,
  };
  const read = new Map<ReferenceKind, Promise<Named[]>>();
  return (of) => {
    const list = read.get(of) ?? pick[of](workspaceId, personId);
    read.set(of, list);
    return list;
  };
}

function placesOf(kind: FlowKind, raw: JsonObject): Place[] {
  const settings = isJsonObject(raw.settings) ? raw.settings : {};
  const bases = Array.isArray(settings.knowledgeBases) ? settings.knowledgeBases : [];
  const one = (value: unknown) => [reference(value)].filter((found) => found !== null);
  return [
    {
      path: "/agent",
      what: "an agent",
      from: one(raw.agent),
      isList: false,
      of: kind === "call_flow" ? "call_agent" : "omni_agent",
    },
    {
      path: "/folderId",
      what: "a folder",
      from: one(raw.folderId),
      isList: false,
      of: "folder",
    },
    {
      path: "/settings/knowledgeBases",
      what: "a knowledge base",
      from: bases.flatMap(one),
      isList: true,
      of: "knowledge_base",
    },
  ];
}

/** Returns what a reference means among the things that are here: by its id, or by a name that only one has. */
function meaningOf({ id, name }: { id: string; name: string | null }, here: Named[]): Named | null {
  const same = here.find((item) => item.id === id);
  if (same) return same;
  const alike = name === null ? [] : here.filter((item) => item.name === name);
  return alike.length === 1 ? (alike[0] ?? null) : null;
}

/**
 * Works out what documents would become in a workspace: nothing is sent but reads of agents, folders and knowledge bases, each
 * at most once, and only where a document refers to one.
 * @param documents any JSON that somebody brought in
 * @returns a preview of each, in their order
 * @throws UpstreamError where the references can't be compared with what is here
 */
export async function previewImports(
  workspaceId: string,
  documents: readonly unknown[],
  personId: string,
): Promise<ImportPreview[]> {
  const lists = listsOf(workspaceId, personId);
  const previews: ImportPreview[] = [];
  for (const document of documents) previews.push(await previewImport(document, lists));
  return previews;
}

async function previewImport(document: unknown, lists: Lists): Promise<ImportPreview> {
  const read = readDocument(document);
  if (read === null) return NO_FLOW;
  const { kind, flow, raw } = read;
  const { request, dropped, secrets, lacking } = importFlow(flow);
  const preview: ImportPreview = {
    ...{ kind, name: flow.name, isActive: flow.isActive === true, request, dropped, mapped: [] },
    missing: [...lacking, ...secrets],
  };
  for (const place of placesOf(kind, raw)) {
    if (place.from.length > 0) await mapPlace(place, lists, preview);
  }
  return preview;
}

async function mapPlace(
  { path, what, from, isList, of }: Place,
  lists: Lists,
  preview: ImportPreview,
): Promise<void> {
  const here = (await lists(of)).map(({ id, name }) => ({ id, name }));
  const found: Named[] = [];
  for (const source of from) {
    const to = meaningOf(source, here);
    if (to) {
      found.push(to);
      if (to.id !== source.id) preview.mapped.push({ path, from: source, to });
      continue;
    }
    const named = source.name === null ? source.id : `“${source.name}” (${source.id})`;
    const message = `Choose ${what} of this workspace: the document names ${named}, which is not here`;
    preview.missing.push({ path, message });
  }
  setReference(preview.request, path, isList ? found.map(({ id }) => id) : (found[0]?.id ?? null));
}

/** Sets a reference of a request where the request has one; null takes it out. */
function setReference(request: JsonObject, path: string, value: string | string[] | null): void {
  const [first = "", second] = path.slice(1).split("/");
  const around = second === undefined ? request : request[first];
  const key = second ?? first;
  if (!isJsonObject(around) || !(key in around)) return;
  if (value === null) delete around[key];
  else around[key] = value;
}
