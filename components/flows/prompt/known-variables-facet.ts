import { Facet } from "@codemirror/state";
import type { KnownVariable } from "./prompt-variables";

/** The variables that the edited prompt may use, for completion and lint. */
export const knownVariablesFacet = Facet.define<readonly KnownVariable[], readonly KnownVariable[]>({
  combine: (lists) => lists.flat(),
});
