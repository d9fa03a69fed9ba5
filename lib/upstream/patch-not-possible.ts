/** A change that is well formed but that this very flow cannot take, for example autopilot where there is none. */
export class PatchNotPossible extends Error {
  /** JSON pointer of the field in the patch. */
  readonly path: string;

  constructor(path: string, message: string) {
    super(message);
    this.name = "PatchNotPossible";
    this.path = path;
  }
}
