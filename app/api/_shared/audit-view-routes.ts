import { VIEW_NAME, VIEW_QUERY } from "@/lib/audit/rules";
import { textSchema } from "@/lib/text/text-schema";
import "server-only";
import { z } from "zod";
import type { ActedBy } from "@/lib/audit/event";
import { changeView } from "@/lib/audit/views/change-view";
import { listSavedViews } from "@/lib/audit/views/list-saved-views";
import { removeView } from "@/lib/audit/views/remove-view";
import { saveView } from "@/lib/audit/views/save-view";
import type { ViewOwner } from "@/lib/audit/views/saved-view";
import { pageOf } from "@/lib/bff/page-of";
import { pageQuery } from "@/lib/bff/page-query";
import { uuidParameter } from "@/lib/bff/path-parameters";
import { type OnBothChains, onBothChains } from "./audit-chain-route";

const name = textSchema(VIEW_NAME);
const query = textSchema(VIEW_QUERY);
const listQuery = z.strictObject(pageQuery);
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

/** `GET …/audit-views`: one's own saved views of a log. */
export const viewList: OnBothChains = onBothChains("audit.read_flows", {
  action: null,
  query: listQuery,
  handle: async (context) => ({ body: pageOf(await listSavedViews(ownerOf(context)), context.query) }),
});

/** `POST …/audit-views` */
export const viewSave: OnBothChains = onBothChains("audit.read_flows", {
  action: "audit_view.save",
  body: saveBody,
  handle: async (context) => {
    const view = await saveView(ownerOf(context), context.body);
    return { status: 201, headers: { Location: `${context.path}/audit-views/${view.id}` }, body: view };
  },
});

/** `PATCH …/audit-views/{id}` */
export const viewChange: OnBothChains = onBothChains("audit.read_flows", {
  action: "audit_view.save",
  body: changeBody,
  handle: async (context) => ({
    body: await changeView(ownerOf(context), uuidParameter(context.params, "id"), context.body),
  }),
});

/** `DELETE …/audit-views/{id}` */
export const viewRemove: OnBothChains = onBothChains("audit.read_flows", {
  action: "audit_view.remove",
  handle: async (context) => {
    await removeView(ownerOf(context), uuidParameter(context.params, "id"));
    return { status: 204 };
  },
});
