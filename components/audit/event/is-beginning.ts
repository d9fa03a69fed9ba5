/** Whether there was nothing before an event of this kind: its values are told alone, not as changes from nothing. */
export function isBeginning(action: string): boolean {
  return /\.(create|invite|add)$/.test(action);
}
