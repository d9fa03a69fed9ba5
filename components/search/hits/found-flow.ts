import { fieldGuide } from "@/lib/flows/fields/flow-fields";
import { flowPathSegment } from "@/lib/flows/model/flow";
import type { SearchHit } from "@/lib/flows/search/search-hits";
import type { FoundFlow } from "@/lib/mirror/text/search-flows";

/**
 * Returns the address of a found flow's page.
 * @param path the field to show; the page begins with its section
 */
export function foundFlowHref(
  { workspace, kind, id }: Pick<FoundFlow, "workspace" | "kind" | "id">,
  path?: string,
): string {
  const section = path === undefined ? undefined : fieldGuide(kind, path)?.section;
  const page = `/${workspace}/${flowPathSegment(kind)}/${id}`;
  return section === undefined ? page : `${page}#${section}`;
}

/** The hits outside of the name, which is shown itself. */
export function hitsBeside({ hits }: Pick<FoundFlow, "hits">): SearchHit[] {
  return hits.filter(({ path }) => path !== "/name");
}
