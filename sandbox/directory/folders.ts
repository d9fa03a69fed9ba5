import type { Call } from "@/sandbox/api/call";
import { spellDate } from "@/sandbox/api/spell-date";
import type { Answer } from "@/sandbox/http/answer";

/** `GET /v1/api/flow-folders`: a bare array; colours are hex codes, flows are ids (upstream quirk Q36). */
export function listFolders({ state, workspaceId, generation }: Call): Answer {
  const folders = state.folders.filter((folder) => folder.workspaceId === workspaceId);
  const rows = folders.map((folder) => ({
    ...folder,
    pathwayModel: folder.flowType === "call" ? "Flow" : "MessageFlow",
    createdAt: spellDate(folder.createdAt, generation),
    updatedAt: spellDate(folder.updatedAt, generation),
  }));
  return { status: 200, json: rows };
}
