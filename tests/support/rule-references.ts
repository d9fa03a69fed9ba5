import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** A test as documents name it: its file, and the rule that is its title. */
export interface RuleReference {
  file: string;
  rule: string;
}

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** The references in a text, written as `` `file` "rule" ``. */
export function ruleReferences(text: string): RuleReference[] {
  return [...text.matchAll(/`([^`]+\.test\.tsx?)` "(.+?)"(?=;| \||$)/g)].map(([, file = "", rule = ""]) => ({
    file,
    rule,
  }));
}

/** The references whose file is not there or has no test of that title. */
export function brokenReferences(references: readonly RuleReference[]): RuleReference[] {
  return references.filter(({ file, rule }) => {
    const path = `${ROOT}${file}`;
    return !existsSync(path) || !readFileSync(path, "utf8").includes(`"${rule}"`);
  });
}
