/** The name that a copy gets when nobody chose one. */
export function copyName(name: string): string {
  return name.trim() === "" ? "Copy" : `${name} (copy)`;
}
