import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { renderFieldTable } from "./field-table/render";

/** Writes docs/fields.md, whose first lines say what it is. */
writeFileSync(fileURLToPath(new URL("../docs/fields.md", import.meta.url)), renderFieldTable());
