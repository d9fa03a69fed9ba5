import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { renderFieldTable } from "./field-table/render";

/** Writes docs/fields.md: see what stands at its top. */
writeFileSync(fileURLToPath(new URL("../docs/fields.md", import.meta.url)), renderFieldTable());
