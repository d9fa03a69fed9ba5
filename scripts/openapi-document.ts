import { writeFileSync } from "node:fs";
import { portalDocument } from "@/lib/openapi/portal-document";
import { collectOperations } from "./openapi/api-routes";

/** Writes docs/openapi.json: the published contract, made of what every route declares. */
const document = portalDocument(await collectOperations());
writeFileSync(new URL("../docs/openapi.json", import.meta.url), `${JSON.stringify(document, null, 2)}\n`);
