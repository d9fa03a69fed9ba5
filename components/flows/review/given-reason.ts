/** The reason that was typed, as a request takes it: without blanks around it, and left out where there is none. */
export function givenReason(typed: string): { reason?: string } {
  const reason = typed.trim();
  return reason === "" ? {} : { reason };
}
