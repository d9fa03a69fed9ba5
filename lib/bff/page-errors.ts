import "server-only";
import type { Instrumentation } from "next";
import { z } from "zod";
import { isDatabaseUnavailable } from "@/lib/db/unavailable";
import { log } from "@/lib/log";
import { errorCode } from "@/lib/problems/problem";

/** The number that the page shows. It is Next's own, or the word by which a page says that the database is away. */
const digested = z.object({ digest: z.string() });

/** What failed, by its kind alone: an error's own text may have values of a statement in it. */
function kindOf(error: unknown): string {
  const name = error instanceof Error ? error.name : typeof error;
  const code = errorCode(error);
  return code === null ? name : `${name} ${code}`;
}

/**
 * Writes one line for a page that failed, under the number that it shows and the request's id. The page is named by its route: the
 * address of a link for a password has a secret in it. Next writes the stack on standard error.
 */
export const logPageError: Instrumentation.onRequestError = (error, { headers, method }, { routePath }) => {
  const requestId = headers["x-request-id"];
  log.error({
    ...(typeof requestId === "string" ? { requestId } : {}),
    digest: digested.safeParse(error).data?.digest,
    method,
    page: routePath,
    ...(isDatabaseUnavailable(error) ? { database: kindOf(error) } : { error: kindOf(error) }),
  });
};
