import { z } from "zod";
import { accountOf, accountQuery } from "@/app/api/_shared/whose-account";
import { pageOf, pageQuery } from "@/lib/bff/query";
import { signedInRoute } from "@/lib/bff/route";
import { listTokens, makeToken } from "@/lib/identity/api-tokens";
import type { BoundWorkspace, SignedInCaller } from "@/lib/identity/find-caller";
import { includesRole, ROLE_NAMES, type Role } from "@/lib/identity/roles";
import { LONGEST_TOKEN_DAYS, MOST_TOKENS, TOKEN_NAME } from "@/lib/identity/rules";
import { tokenListAnswer, tokenMadeAnswer } from "@/lib/openapi/answers/token-answers";
import { invalidBody, Problem } from "@/lib/problems/problem";
import { textSchema } from "@/lib/text/text-schema";

const DAY_MS = 24 * 60 * 60 * 1000;
const MOST_WORKSPACES = 200;

const expiry = z.iso
  .datetime({
    offset: true,
    abort: true,
    error: "must be a time with its offset (2026-05-20T14:30:00Z) in ISO 8601",
  })
  .refine((text) => Date.parse(text) > Date.now(), "must be in the future")
  .refine(
    (text) => Date.parse(text) <= Date.now() + LONGEST_TOKEN_DAYS * DAY_MS,
    "must be within a year from now",
  );

const newToken = z.strictObject({
  name: textSchema(TOKEN_NAME),
  workspaces: z
    .array(z.string().max(100))
    .min(1, "Name at least one workspace")
    .max(MOST_WORKSPACES, `may name at most ${MOST_WORKSPACES} workspaces`),
  role: z.enum(ROLE_NAMES),
  expiresAt: expiry,
});

/**
 * Returns the workspaces that a new token names, each once.
 * @throws Problem `invalid_body` for one that the caller is not bound to, or in which they may do less than the token
 */
function workspacesOf(caller: SignedInCaller, slugs: readonly string[], role: Role): BoundWorkspace[] {
  const found = slugs.map((slug) => caller.workspaces.find((workspace) => workspace.slug === slug));
  const unknown = found.flatMap((workspace, place) =>
    workspace
      ? []
      : [{ path: `/workspaces/${place}`, message: "You are not a member of a workspace of this name" }],
  );
  if (unknown.length > 0) throw invalidBody(unknown);
  const known = found.filter((workspace) => workspace !== undefined);
  const lesser = known.find((workspace) => !includesRole(workspace.role, role));
  if (!lesser) return [...new Set(known)];
  const message = `Your role in ${lesser.name} is ${lesser.role}: a token there can't have the role ${role}`;
  throw invalidBody([{ path: "/role", message }]);
}

export const GET = signedInRoute({
  operationId: "listTokens",
  summary: "List the caller's tokens; an owner may name another person",
  tag: "tokens",
  action: null,
  query: z.strictObject({ ...pageQuery, ...accountQuery }),
  answer: { description: "Tokens, the newest first. None can be read again.", schema: tokenListAnswer },
  handle: async ({ caller, query }) => ({ body: pageOf(await listTokens(accountOf(caller, query)), query) }),
});

export const POST = signedInRoute({
  operationId: "makeToken",
  summary: "Make a token for scripts, which never may do more than its person may at that moment",
  tag: "tokens",
  action: "token.create",
  fresh: true,
  body: newToken,
  answer: { status: 201, description: "The token is shown this once.", schema: tokenMadeAnswer },
  problems: ["conflict"],
  handle: async ({ caller, body, requester }) => {
    const { name, role } = body;
    const workspaces = workspacesOf(caller, body.workspaces, role);
    const token = { name, role, workspaces, expiresAt: new Date(body.expiresAt) };
    const made = await makeToken(caller.user, token, requester);
    if (made === "disabled") throw new Problem("not_signed_in", "This account was disabled");
    if (made === "too_many")
      throw new Problem("conflict", `You have ${MOST_TOKENS} tokens. Revoke one that you don't need first`);
    return { body: made };
  },
});
