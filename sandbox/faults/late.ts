import type { ServerResponse } from "node:http";
import { sendAnswer } from "@/sandbox/http/answer";
import type { LogEntry } from "@/sandbox/log";
import type { LateFault } from "./rule";
import { statusAnswer } from "./status-answer";

/** Ends the connection of a request that a `late` fault carries out afterwards. A gateway's 504 is noted in the log. */
export function endEarly(response: ServerResponse, { end, endMs }: LateFault, entry: LogEntry): void {
  if (end === "hang") return;
  const timer = setTimeout(() => {
    if (end === "cut") {
      response.socket?.resetAndDestroy();
      return;
    }
    sendAnswer(response, statusAnswer({ status: 504, shape: "html" }, new Date()));
    entry.status = 504;
  }, endMs);
  timer.unref();
}
