/** The two states that are compared, by number. */
export interface ComparisonChoice {
  from: number;
  to: number;
}

/** A state's number as it may stand in the address; null for anything that is not one of the states there are. */
function numberIn(text: string | null, newest: number): number | null {
  const number = Number(text);
  return text !== null && Number.isInteger(number) && number >= 1 && number <= newest ? number : null;
}

/**
 * Gives the states to compare: those that the address names, else the newest one against the one before. What makes no
 * sense in the address is left out, not an error.
 * @param newest the newest state's number, at least 2
 */
export function comparisonChoice(
  params: { get: (name: string) => string | null },
  newest: number,
): ComparisonChoice {
  return {
    from: numberIn(params.get("from"), newest) ?? newest - 1,
    to: numberIn(params.get("to"), newest) ?? newest,
  };
}

/** Gives an address with a choice in it, so that it can be sent to a colleague; null takes the choice out. */
export function comparisonAddress(href: string, choice: ComparisonChoice | null): string {
  const address = new URL(href);
  if (choice === null) {
    address.searchParams.delete("from");
    address.searchParams.delete("to");
  } else {
    address.searchParams.set("tab", "history");
    address.searchParams.set("from", String(choice.from));
    address.searchParams.set("to", String(choice.to));
  }
  return address.href;
}
