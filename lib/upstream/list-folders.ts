import "server-only";
import type { UpstreamConnection } from "./connection";
import { readRows, type UpstreamList } from "./list-rows";
import { RawFields } from "./raw-fields";
import { readUpstream } from "./read-upstream";

export interface FolderSummary {
  id: string;
  name: string;
  /** A hex code as documented for answers; requests take a name instead (upstream quirk Q36). */
  color: string | null;
  icon: string | null;
  flowType: string | null;
}

/**
 * Lists the workspace's flow folders for a picker.
 * @throws UpstreamError
 */
export async function listFolders(connection: UpstreamConnection): Promise<UpstreamList<FolderSummary>> {
  const { json } = await readUpstream(connection, "/v1/api/flow-folders");
  return readRows(json, ["data", "folders"], connection, (id, row) => {
    const fields = new RawFields(row);
    return {
      id,
      name: fields.text("name", null) ?? "",
      color: fields.text("color", null),
      icon: fields.text("icon", null),
      flowType: fields.text("flowType", null),
    };
  });
}
