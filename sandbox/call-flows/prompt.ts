import type { StoredCallFlow } from "@/sandbox/state/call-flow";
import { newId } from "@/sandbox/state/new-id";

/** The upstream's read-only copy of a prompt, without template braces and control characters. */
export function sanitizePrompt(prompt: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern removes control characters.
  return prompt.replace(/\{\{|\}\}/g, "").replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "");
}

/**
 * Sets a flow's prompt: a new version is added and becomes the current one. An equal prompt adds none.
 */
export function setPrompt(flow: StoredCallFlow, prompt: string, now: Date): void {
  if (prompt === flow.prompt) return;
  const version = {
    _id: newId(now),
    name: versionName(now),
    prompt,
    metadata: { notes: "" },
    createdAt: now.toISOString(),
    updatedAt: now.toISOString(),
  };
  flow.prompt = prompt;
  flow.gemini_prompt = sanitizePrompt(prompt);
  flow.promptVersions.push(version);
  flow.currentPromptId = version._id;
}

/** Localised date text, as documented. Some ICU versions put a narrow no-break space before AM and PM. */
function versionName(now: Date): string {
  return `Prompt Version - ${now.toLocaleString("en-US", { timeZone: "UTC" }).replace(/\u202f/g, " ")}`;
}
