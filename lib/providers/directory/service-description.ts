import "server-only";
import { type ResourceKind, SCHEMA_OF } from "./attributes";
import { listMessage, MOST_RESULTS, resourceQuery } from "./find-resources";
import { attributesOf } from "./schemas";

type Resource = Record<string, unknown>;

/** What this side of the standard can do (RFC 7643, section 5). @param base the address of the directory's own paths */
export function serviceConfig(base: string): Resource {
  return {
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: MOST_RESULTS },
    changePassword: { supported: false },
    sort: { supported: false },
    etag: { supported: false },
    authenticationSchemes: [
      {
        type: "oauthbearertoken",
        name: "Bearer token",
        description: "The token that an owner of the portal made for this directory.",
        specUri: "https://www.rfc-editor.org/rfc/rfc6750",
        primary: true,
      },
    ],
    meta: { resourceType: "ServiceProviderConfig", location: `${base}/ServiceProviderConfig` },
  };
}

const ENDPOINTS: Record<ResourceKind, string> = { User: "/Users", Group: "/Groups" };
const KINDS = ["User", "Group"] as const satisfies readonly ResourceKind[];

/** The kinds of resources, each by its id (RFC 7643, section 6). */
export function resourceTypes(base: string): Map<string, Resource> {
  const types = KINDS.map(
    (kind) =>
      [
        kind,
        {
          schemas: ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],
          id: kind,
          name: kind,
          endpoint: ENDPOINTS[kind],
          schema: SCHEMA_OF[kind],
          meta: { resourceType: "ResourceType", location: `${base}/ResourceTypes/${kind}` },
        },
      ] as const,
  );
  return new Map(types);
}

/** The attributes that are kept of each kind, by the URN of the schema (RFC 7643, section 7). */
export function schemaDescriptions(base: string): Map<string, Resource> {
  return new Map(
    KINDS.map((kind) => [
      SCHEMA_OF[kind],
      {
        schemas: ["urn:ietf:params:scim:schemas:core:2.0:Schema"],
        id: SCHEMA_OF[kind],
        name: kind,
        attributes: attributesOf(kind),
        meta: { resourceType: "Schema", location: `${base}/Schemas/${SCHEMA_OF[kind]}` },
      },
    ]),
  );
}

/** Returns all of some descriptions as one list. */
export function describedList(all: ReadonlyMap<string, Resource>): Resource {
  return listMessage([...all.values()], all.size, resourceQuery.parse({}));
}
