import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { inject } from "vitest";

/**
 * Before each file that may start a portal: waits until the pages are built, where the keeper of the shared portals has them
 * built. A start that finds none builds them itself, and two at once would spoil each other's.
 */
const port = inject("builtPages");
if (port !== undefined) {
  const failure = await text(connect(port, "127.0.0.1"));
  if (failure !== "") throw new Error(failure);
}
