/** A reason not to start that the operator can do something about. Printed as it is, without a stack trace. */
export class Refusal extends Error {
  constructor(message: string) {
    super(message);
    this.name = "Refusal";
  }
}
