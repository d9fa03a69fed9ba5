import { isJsonObject, type JsonObject } from "@/lib/json/json-value";

/**
 * Characters of prompt versions that a flow may bring along. The upstream adds one with each change of the prompt and
 * removes none, so that a flow that is worked on would become too large to be stored with each of its revisions.
 */
const MOST_CHARACTERS = 512 * 1024;

function madeAt({ createdAt }: JsonObject): string {
  return typeof createdAt === "string" ? createdAt : "";
}

/**
 * Removes from an answered flow, in place, the texts of old prompt versions, where all of them together are large. The
 * versions themselves stay, and so do the newest texts and that of the version in use. No request sends versions back.
 */
export function dropOldVersionTexts(answer: unknown): void {
  if (!isJsonObject(answer) || !Array.isArray(answer.promptVersions)) return;
  const { currentPromptId } = answer;
  const isCurrent = ({ _id: id }: JsonObject) => id !== undefined && id === currentPromptId;
  const newestFirst = answer.promptVersions
    .filter(isJsonObject)
    .reverse()
    .sort(
      (one, other) =>
        Number(isCurrent(other)) - Number(isCurrent(one)) || madeAt(other).localeCompare(madeAt(one)),
    );
  let characters = 0;
  for (const version of newestFirst) {
    const { prompt } = version;
    characters += typeof prompt === "string" ? prompt.length : 0;
    if (characters > MOST_CHARACTERS && !isCurrent(version)) delete version.prompt;
  }
}
