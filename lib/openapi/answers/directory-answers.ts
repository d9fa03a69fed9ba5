import { z } from "zod";

/** Any message of SCIM 2.0. RFC 7643 and RFC 7644 say what each has. */
export const scimMessage = z
  .looseObject({ schemas: z.array(z.string()).optional() })
  .describe("A message of SCIM 2.0 (RFC 7643, RFC 7644).");

export const scimProblemAnswer = z
  .object({
    schemas: z.array(z.string()),
    status: z.string(),
    scimType: z.string().optional(),
    detail: z.string(),
  })
  .describe("An error of SCIM 2.0 (RFC 7644, section 3.12).");

export const directoryTokenAnswer = z.object({
  token: z.string().describe("The token by which the directory calls. It can't be read again."),
});
