/** How the fields of a form are called and where they are in a flow. */
export interface FieldWords {
  /** Gives a field's name for people. */
  labelOf: (name: string) => string;
  /** Gives a field's JSON pointer in the flow. */
  pathOf: (name: string) => string;
}
