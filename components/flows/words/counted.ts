/** Says an amount with its noun, for example "1 flow" or "3 flows". */
export function counted(amount: number, one: string, many = `${one}s`): string {
  return `${amount} ${amount === 1 ? one : many}`;
}
