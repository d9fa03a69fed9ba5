import type { Answer } from "@/sandbox/http/answer";
import type { LiveSettings } from "@/sandbox/sandbox";
import type { Generation } from "@/sandbox/settings";

/**
 * An ISO time as the generation spells it: the older one leaves the milliseconds out (upstream quirk Q40).
 */
export function spellDate(iso: string, generation: Generation): string {
  return generation === "older" ? iso.replace(/\.\d{3}Z$/, "Z") : iso;
}

/** An answer whose `createdAt` and `updatedAt` are spelled as the setting says, whatever the generation. */
export function respelled(answer: Answer, dates: LiveSettings["dates"]): Answer {
  if (dates === "generation" || !("json" in answer)) return answer;
  const spell = (iso: string) =>
    dates === "seconds" ? spellDate(iso, "older") : iso.replace(/:(\d\d)Z$/, ":$1.000Z");
  return { ...answer, json: withDates(answer.json, spell) };
}

function withDates(value: unknown, spell: (iso: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => withDates(item, spell));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, inner]) => {
    const isDate = (name === "createdAt" || name === "updatedAt") && typeof inner === "string";
    return [name, isDate ? spell(inner) : withDates(inner, spell)];
  });
  return Object.fromEntries(entries);
}
