import { z } from "zod";
import { LONGEST_RECEIVER, receiverFault } from "@/lib/audit/rules";
import { withAsciiHost } from "@/lib/text/http-address";

/** The address of a receiver in a body, by its text alone. */
export const receiverUrl = z
  .string()
  .max(LONGEST_RECEIVER)
  .superRefine((text, context) => {
    const fault = receiverFault(text);
    if (fault) context.addIssue({ code: "custom", message: fault });
  })
  .overwrite(withAsciiHost);
