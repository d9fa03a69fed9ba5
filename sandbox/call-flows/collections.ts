import type { StoredCallFlow } from "@/sandbox/state/call-flow";
import type { RequestCollections } from "./request-parts";

/** Dynamic variable collections of a request with their defaults filled in. */
export function storedCollections(request: RequestCollections): StoredCallFlow["dynamicVariableCollections"] {
  return request.map(({ id, name, variables, isDefault }) => ({
    id,
    name,
    variables: variables ?? [],
    isDefault: isDefault ?? false,
  }));
}
