import { z } from "zod";

/** Yes or no in a query string, spelt as scripts spell it: `true` and `false`, or `1` and `0`. */
export const flagQuery = z
  .enum(["true", "false", "1", "0"])
  .transform((text) => text === "true" || text === "1");
