/** The two states that are compared, by number. */
export interface ComparisonChoice {
  from: number;
  to: number;
}

/** The number of an existing state from the address; null for anything else. */
function numberIn(text: string | null, newest: number): number | null {
  const number = Number(text);
  return text !== null && Number.isInteger(number) && number >= 1 && number <= newest ? number : null;
}

/**
 * Returns the states to compare: those that the address names, else the newest one and the one before. A number that
 * makes no sense is ignored, so that an old or mistyped link still works.
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

/** Returns an address with a choice in it, which can be sent to a colleague; null removes the choice. */
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
