import { z } from "zod";
import { signedInRoute } from "@/lib/bff/route";
import { changeNoticeRules, readNoticeRules } from "@/lib/notices/rules";
import { noticeRuleChange, noticeRulesAnswer, noticeTiming } from "@/lib/openapi/answers/notice-answers";

export const GET = signedInRoute({
  operationId: "readNoticeRules",
  summary: "Read of what the caller wants to learn, on which ways and when",
  tag: "notices",
  action: null,
  answer: { description: "All rules, and the hours.", schema: noticeRulesAnswer },
  handle: async ({ caller }) => ({ body: await readNoticeRules(caller.user.id) }),
});

export const PATCH = signedInRoute({
  operationId: "changeNoticeRules",
  summary: "Change of what the caller wants to learn. A rule or hours that are left out stay as they are",
  tag: "notices",
  action: "notice_rules.change",
  body: z
    .strictObject({
      rules: z.array(noticeRuleChange).min(1).max(50).optional(),
      timing: noticeTiming.optional(),
    })
    .refine(({ rules, timing }) => rules !== undefined || timing !== undefined, "Nothing to change"),
  answer: { description: "All rules, and the hours.", schema: noticeRulesAnswer },
  handle: async ({ caller, body, requester }) => {
    await changeNoticeRules(caller.user, body, requester);
    return { body: await readNoticeRules(caller.user.id) };
  },
});
