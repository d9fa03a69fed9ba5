/** A stretch of text in a comparison of two texts. */
export interface DiffPart {
  kind: "same" | "added" | "removed";
  text: string;
  /** Set for a break between an old text and the new one, which is in neither of them. */
  isGap?: true;
}
