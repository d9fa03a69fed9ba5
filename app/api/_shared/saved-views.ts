import "server-only";
import { z } from "zod";
import { VIEW_NAME, VIEW_QUERY } from "@/lib/audit/rules";
import { pageOf, pageQuery, uuidParameter } from "@/lib/bff/query";
import { type CallerContext, type Declaration, type RouteHandler, workspaceRoute } from "@/lib/bff/route";
import { savedViewAnswer, savedViewListAnswer } from "@/lib/openapi/answers/view-answers";
import { textSchema } from "@/lib/text/text-schema";
import {
  changeView,
  listSavedViews,
  removeView,
  saveView,
  type ViewList,
  type ViewOwner,
  viewsSegment,
} from "@/lib/views/saved-views";
import type { FlowKindFacts } from "./flow-kinds";
import type { LogKind } from "./log-kinds";

const name = textSchema(VIEW_NAME);
const query = textSchema(VIEW_QUERY);
const ownBody = z.strictObject({ name, query });
const sharedBody = ownBody.extend({
  shared: z.boolean().optional().describe("Whether everybody sees it who sees the list."),
});
const changeBody = (body: typeof ownBody | typeof sharedBody) =>
  body.partial().refine((sent) => Object.keys(sent).length > 0, "must name what to change");

type ViewContext = CallerContext & Pick<ViewOwner, "chain" | "mayShare" | "mayTidy"> & { path: string };
type Schema = z.ZodType | undefined;
type ViewDeclaration<Q extends Schema, B extends Schema> = Omit<Declaration<ViewContext, Q, B>, "tag">;

/** A list whose views the routes are about. */
interface ViewsOf {
  list: ViewList;
  /** In the names of operations. */
  noun: string;
  /** What is listed, in sentences. */
  what: string;
  action: "audit_view" | "flow_view";
  body: typeof ownBody | typeof sharedBody;
  route: <Q extends Schema = undefined, B extends Schema = undefined>(
    declaration: ViewDeclaration<Q, B>,
  ) => RouteHandler;
}

/** The views of a log: each is its maker's alone. */
function viewsOfLog({ scope, whose, route }: LogKind): ViewsOf {
  return {
    list: "audit",
    noun: `${scope}AuditView`,
    what: `the audit log of ${whose}`,
    action: "audit_view",
    body: ownBody,
    route: <Q extends Schema, B extends Schema>({ handle, ...contract }: ViewDeclaration<Q, B>) =>
      route<Q, B>("audit.read_flows", {
        ...contract,
        handle: (context) => handle({ ...context, mayShare: false, mayTidy: false }),
      }),
  };
}

/** The views of a workspace's flows, which editors may share. */
function viewsOfFlows({ kind, tag, noun, words }: FlowKindFacts): ViewsOf {
  return {
    list: kind,
    noun: `${noun}View`,
    what: `a workspace's list of flows of which each is ${words}`,
    action: "flow_view",
    body: sharedBody,
    route: <Q extends Schema, B extends Schema>({ handle, ...contract }: ViewDeclaration<Q, B>) =>
      workspaceRoute<Q, B>(`${kind}.read`, {
        ...contract,
        tag,
        handle: (context) =>
          handle({
            ...context,
            chain: context.workspace.id,
            path: `/api/workspaces/${context.workspace.slug}`,
            mayShare: context.may(`${kind}.update`),
            mayTidy: context.may("workspace.update"),
          }),
      }),
  };
}

function ownerOf(context: ViewContext, list: ViewList): ViewOwner {
  const { caller, requester, chain, mayShare, mayTidy } = context;
  return { userId: caller.user.id, chain, list, mayShare, mayTidy, by: requester };
}

function viewListRoutes({ list, noun, what, action, body, route }: ViewsOf) {
  return {
    GET: route({
      operationId: `list${noun}s`,
      summary: `List the saved views of ${what}: one's own, and those that are shared`,
      action: null,
      query: z.strictObject(pageQuery),
      answer: { description: "A page of them, by name.", schema: savedViewListAnswer },
      handle: async (context) => ({
        body: pageOf(await listSavedViews(ownerOf(context, list)), context.query),
      }),
    }),
    POST: route({
      operationId: `save${noun}`,
      summary: "Save a view",
      action: `${action}.save`,
      body,
      answer: { status: 201, description: "The view.", schema: savedViewAnswer, headers: ["Location"] },
      problems: ["conflict"],
      handle: async (context) => {
        const view = await saveView(ownerOf(context, list), context.body);
        return { headers: { Location: `${context.path}/${viewsSegment(list)}/${view.id}` }, body: view };
      },
    }),
  };
}

function viewItemRoutes({ list, noun, action, body, route }: ViewsOf) {
  return {
    PATCH: route({
      operationId: `update${noun}`,
      summary: "Rename a view of one's own, or give it another search",
      action: `${action}.save`,
      body: changeBody(body),
      answer: { description: "The view.", schema: savedViewAnswer },
      problems: ["conflict"],
      handle: async (context) => ({
        body: await changeView(ownerOf(context, list), uuidParameter(context.params, "id"), context.body),
      }),
    }),
    DELETE: route({
      operationId: `remove${noun}`,
      summary: "Remove a view of one's own; an admin may also remove one that is shared",
      action: `${action}.remove`,
      answer: { status: 204, description: "The view is removed." },
      handle: async (context) => {
        await removeView(ownerOf(context, list), uuidParameter(context.params, "id"));
        return {};
      },
    }),
  };
}

/** `…/audit-views`, and one of them. */
export const auditViewListRoutes = (log: LogKind) => viewListRoutes(viewsOfLog(log));
export const auditViewItemRoutes = (log: LogKind) => viewItemRoutes(viewsOfLog(log));

/** `…/call-flow-views` and `…/message-flow-views`, and one of them. */
export const flowViewListRoutes = (kind: FlowKindFacts) => viewListRoutes(viewsOfFlows(kind));
export const flowViewItemRoutes = (kind: FlowKindFacts) => viewItemRoutes(viewsOfFlows(kind));
