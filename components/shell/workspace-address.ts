const SECTIONS = ["call-flows", "message-flows", "audit", "settings"];

/**
 * Gives the address in another workspace that matches the present one: the same section's first page, since a
 * flow's id means nothing over there.
 */
export function addressInWorkspace(slug: string, pathname: string, inWorkspace: boolean): string {
  const section = inWorkspace ? pathname.split("/")[2] : undefined;
  return `/${slug}/${section !== undefined && SECTIONS.includes(section) ? section : "call-flows"}`;
}
