/** Stands for every key in the API's path. */
export const ALL_KEYS = "all";

/** The name of a downloaded key. */
export function keyFile(id: string): string {
  return `switchboard-audit-${id}.pem`;
}
