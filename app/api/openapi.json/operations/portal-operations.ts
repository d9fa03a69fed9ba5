import { z } from "zod";
import * as live from "@/app/api/health/live/route";
import * as ready from "@/app/api/health/ready/route";
import * as metrics from "@/app/api/metrics/route";
import { statusAnswer } from "@/lib/openapi/answers/portal-answers";
import type { Operation } from "@/lib/openapi/operation";

/** next-auth's own handlers: they declare nothing, so what a script needs of them is told here by hand. */
const signIn: Operation[] = [
  {
    method: "get",
    path: "/api/auth/csrf",
    declaration: { access: "public", action: null },
    tag: "sign-in",
    summary: "Get the token that signing in asks for",
    success: {
      description: "The token; its cookie comes along.",
      schema: z.object({ csrfToken: z.string() }),
    },
  },
  {
    method: "post",
    path: "/api/auth/callback/credentials",
    declaration: { access: "public", action: null },
    tag: "sign-in",
    summary: "Sign in. A form with `csrfToken`, `email`, `password` and `json=true`",
    success: {
      description:
        "Signed in; the session's cookie comes along. A wrong password and an unknown address answer 401 alike.",
      schema: z.object({ url: z.string() }),
    },
    problems: ["too_many_requests"],
  },
];

/** The portal as a program: signing in, health, metrics, and this document. */
export const portalOperations: Operation[] = [
  ...signIn,
  {
    method: "get",
    path: "/api/health/live",
    declaration: live.GET.declaration,
    tag: "operations",
    summary: "Whether the process answers",
    success: { description: "It does.", schema: statusAnswer },
  },
  {
    method: "get",
    path: "/api/health/ready",
    declaration: ready.GET.declaration,
    tag: "operations",
    summary: "Whether the database answers and is migrated; 503 with `not_ready` when not",
    success: { description: "It is.", schema: statusAnswer },
  },
  {
    method: "get",
    path: "/api/metrics",
    declaration: metrics.GET.declaration,
    tag: "operations",
    summary: "Metrics for Prometheus. Without the right token there is nothing here",
    success: { description: "Metrics in the text format.", text: ["text/plain"] },
    problems: ["not_found"],
    security: "metrics_token",
  },
  {
    method: "get",
    path: "/api/openapi.json",
    // Its handler publishes this very table, so importing the handler here would go round in a circle.
    declaration: { access: "signed_in", action: null },
    tag: "operations",
    summary: "This document",
    success: { description: "OpenAPI 3.1.", schema: z.looseObject({ openapi: z.string() }) },
  },
];
