/** A stretch of text in a comparison of two texts. */
export interface DiffPart {
  kind: "same" | "added" | "removed";
  text: string;
}
