import "server-only";
import type { UpstreamConnection } from "./connection";
import { readRows, type UpstreamList } from "./list-rows";
import { RawFields } from "./raw-fields";
import { readUpstream } from "./read-upstream";

export interface KnowledgeBaseSummary {
  id: string;
  name: string;
  description: string | null;
}

/**
 * Lists the workspace's knowledge bases for a picker.
 * @throws UpstreamError
 */
export async function listKnowledgeBases(
  connection: UpstreamConnection,
): Promise<UpstreamList<KnowledgeBaseSummary>> {
  // This path has no hyphen, unlike the one for the files of a flow.
  const { json } = await readUpstream(connection, "/v1/api/knowledgebase");
  return readRows(json, ["data", "knowledgeBases"], connection, (id, row) => {
    const fields = new RawFields(row);
    return { id, name: fields.text("name", null) ?? "", description: fields.text("description", null) };
  });
}
