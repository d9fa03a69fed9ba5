import { VIEW_NAME, VIEW_QUERY } from "@/lib/audit/rules";
import { textSchema } from "@/lib/text/text-schema";
import "server-only";
import { z } from "zod";
import type { ActedBy } from "@/lib/audit/event";
import { changeView, listSavedViews, removeView, saveView, type ViewOwner } from "@/lib/audit/saved-views";
import { pageOf, pageQuery, uuidParameter } from "@/lib/bff/query";
import { savedViewAnswer, savedViewListAnswer } from "@/lib/openapi/answers/audit-search-answers";
import type { LogKind } from "./log-kinds";

const name = textSchema(VIEW_NAME);
const query = textSchema(VIEW_QUERY);
const saveBody = z.strictObject({ name, query });
const changeBody = z
  .strictObject({ name: name.optional(), query: query.optional() })
  .refine((body) => body.name !== undefined || body.query !== undefined, "must name what to change");

function ownerOf({
  caller,
  requester,
  chain,
}: {
  caller: { user: { id: string } };
  requester: ActedBy;
  chain: string;
}): ViewOwner {
  return { userId: caller.user.id, chain, by: requester };
}

/** `…/audit-views` */
export function viewListRoutes({ scope, whose, route }: LogKind) {
  return {
    GET: route("audit.read_flows", {
      operationId: `list${scope}AuditViews`,
      summary: `List one's own saved views of the audit log of ${whose}`,
      action: null,
      query: z.strictObject(pageQuery),
      answer: { description: "A page of them, by name.", schema: savedViewListAnswer },
      handle: async (context) => ({ body: pageOf(await listSavedViews(ownerOf(context)), context.query) }),
    }),
    POST: route("audit.read_flows", {
      operationId: `save${scope}AuditView`,
      summary: "Save a view",
      action: "audit_view.save",
      body: saveBody,
      answer: { status: 201, description: "The view.", schema: savedViewAnswer, headers: ["Location"] },
      problems: ["conflict"],
      handle: async (context) => {
        const view = await saveView(ownerOf(context), context.body);
        return { headers: { Location: `${context.path}/audit-views/${view.id}` }, body: view };
      },
    }),
  };
}

/** `…/audit-views/{id}` */
export function viewItemRoutes({ scope, route }: LogKind) {
  return {
    PATCH: route("audit.read_flows", {
      operationId: `update${scope}AuditView`,
      summary: "Rename a view, or give it another search",
      action: "audit_view.save",
      body: changeBody,
      answer: { description: "The view.", schema: savedViewAnswer },
      problems: ["conflict"],
      handle: async (context) => ({
        body: await changeView(ownerOf(context), uuidParameter(context.params, "id"), context.body),
      }),
    }),
    DELETE: route("audit.read_flows", {
      operationId: `remove${scope}AuditView`,
      summary: "Remove a view",
      action: "audit_view.remove",
      answer: { status: 204, description: "The view is removed." },
      handle: async (context) => {
        await removeView(ownerOf(context), uuidParameter(context.params, "id"));
        return {};
      },
    }),
  };
}
