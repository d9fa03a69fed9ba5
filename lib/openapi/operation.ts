import { z } from "zod";
import type { Declared, RouteHandler } from "@/lib/bff/route";

export const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
export type Method = (typeof METHODS)[number];
export type OperationMethod = Lowercase<Method>;

/** One method of one path, as the published contract describes it. */
export interface Operation {
  method: OperationMethod;
  /** With parameters in braces, such as `/api/workspaces/{ws}`. */
  path: string;
  /** The handler's own declaration: who may call it, and the very schemas that it parses with. */
  declaration: Declared;
}

/** The exports of a `route.ts`; only names of HTTP methods are handlers. */
export type RouteModule = Partial<Record<Method, RouteHandler>>;

const lower: Record<Method, OperationMethod> = {
  GET: "get",
  POST: "post",
  PUT: "put",
  PATCH: "patch",
  DELETE: "delete",
};

/**
 * The operations of one `route.ts`.
 * @param path in Next's spelling, such as `/api/workspaces/[ws]`
 */
export function operationsOf(path: string, module: RouteModule): Operation[] {
  return METHODS.flatMap((method) => {
    const handler = module[method];
    if (!handler) return [];
    const published = path.replaceAll(/\[([^\]]+)\]/g, "{$1}");
    return [{ method: lower[method], path: published, declaration: handler.declaration }];
  });
}

/** The file by which next-auth answers all its paths. Its handlers declare nothing. */
export const SIGN_IN_PATHS = "/api/auth/";

/** The operations of next-auth that a script needs to sign in. */
export const SIGN_IN_OPERATIONS: readonly Operation[] = [
  {
    method: "get",
    path: "/api/auth/csrf",
    declaration: {
      operationId: "readCsrfToken",
      access: "public",
      tokens: false,
      action: null,
      tag: "sign-in",
      summary: "Get the token that signing in needs",
      answer: {
        description: "The token; its cookie comes along.",
        schema: z.object({ csrfToken: z.string() }),
      },
    },
  },
  {
    method: "post",
    path: "/api/auth/callback/credentials",
    declaration: {
      operationId: "signIn",
      access: "public",
      tokens: false,
      action: null,
      tag: "sign-in",
      summary:
        "Sign in. A form with `csrfToken`, `email`, `password`, `json=true`, and `code` where the account wants a second step",
      answer: {
        description:
          "Signed in; the session's cookie comes along. A wrong password and an unknown address answer 401 alike.",
        schema: z.object({ url: z.string() }),
      },
      problems: ["too_many_requests", "second_step_required", "wrong_code", "own_password_required"],
    },
  },
];
