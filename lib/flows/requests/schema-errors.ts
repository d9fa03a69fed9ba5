import type { z } from "zod";
import { type FieldError, jsonPointer } from "@/lib/json/json-pointer";

/** Returns every error of a failed parse, one entry a field. An unknown key is an entry of its own. */
export function toFieldErrors(error: z.ZodError): FieldError[] {
  return error.issues.flatMap((issue): FieldError[] => {
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({
        path: jsonPointer([...issue.path, key]),
        message: `"${key}" is not a field that can be sent here`,
      }));
    }
    // Its own message is about records; the key's fault is inside.
    const message = (issue.code === "invalid_key" && issue.issues[0]?.message) || issue.message;
    return [{ path: jsonPointer(issue.path), message }];
  });
}
