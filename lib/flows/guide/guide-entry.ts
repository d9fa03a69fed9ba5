import type { SectionId } from "./sections";

/** What is documented about one field of a flow, in words for the people who run flows. */
export interface FieldGuide {
  /** JSON pointer in the flow's normal form, with `*` for the items of a list. */
  path: string;
  section: SectionId;
  /** What the field means. */
  help: string;
  /** The value that it has when nobody sets it, where one is documented. */
  standard?: string;
  /** What it may hold, where that is documented; most fields have no documented limits. */
  limits?: string;
  /**
   * What can be done with it once the flow exists. `only_after_creation`: no create request takes it. Absent for
   * what the upstream makes by itself.
   */
  afterCreation?: "fixed" | "changeable" | "only_after_creation";
}

/** Gives the entries of one section, written as path → entry. */
export function inSection(
  section: SectionId,
  entries: Record<string, Omit<FieldGuide, "path" | "section">>,
): FieldGuide[] {
  return Object.entries(entries).map(([path, entry]) => ({ path, section, ...entry }));
}
