/** PostgreSQL's `integer` ends here; a larger number in a query is an error there, not an empty answer. */
export const LARGEST_INTEGER: number = 2 ** 31 - 1;
