import { z } from "zod";

const name = z.string().trim().min(1, "Give the workspace a name").max(80, "may have at most 80 characters");

/** What fits into an HTTP header: anything else could never be a key. */
const apiKey = z
  .string()
  .trim()
  .min(8, "An API key has at least 8 characters")
  .max(512, "may have at most 512 characters")
  .regex(/^[\x21-\x7e]+$/, "An API key has no spaces or special characters");

/** `POST /api/workspaces` */
export const newWorkspaceSchema = z.strictObject({
  name,
  upstream: z.string().min(1).max(40),
  upstreamWorkspaceId: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9_-]{1,64}$/, "must be the workspace's id at the upstream: letters, digits, - and _"),
  apiKey,
});

/** `PATCH /api/workspaces/{ws}` */
export const workspaceChangeSchema = z
  .strictObject({ name: name.optional(), requireReason: z.boolean().optional() })
  .refine((change) => Object.values(change).some((value) => value !== undefined), "Nothing to change");

/** `PUT /api/workspaces/{ws}/api-key` */
export const apiKeySchema = z.strictObject({ apiKey });
