import { z } from "zod";
import { uuidParameter } from "@/lib/bff/query";
import { signedInRoute } from "@/lib/bff/route";
import { changeChannel, readChannel, removeChannel } from "@/lib/notices/channels";
import { channelAnswer, channelName, channelTemplate } from "@/lib/openapi/answers/notice-answers";

export const PATCH = signedInRoute({
  operationId: "changeNoticeChannel",
  summary: "Rename a channel, give it another template, pause or resume it",
  tag: "notices",
  action: "notice_channel.change",
  body: z
    .strictObject({
      name: channelName.optional(),
      template: channelTemplate.nullable().optional(),
      paused: z.boolean().optional(),
    })
    .refine((body) => Object.values(body).some((value) => value !== undefined), "Nothing to change"),
  answer: { description: "The channel.", schema: channelAnswer },
  handle: async ({ caller, params, body, requester }) => {
    const id = uuidParameter(params, "id");
    await changeChannel({ userId: caller.user.id, by: requester }, id, body);
    return { body: await readChannel(caller.user.id, id) };
  },
});

export const DELETE = signedInRoute({
  operationId: "removeNoticeChannel",
  summary: "Remove a channel, and what waits for it",
  tag: "notices",
  action: "notice_channel.remove",
  answer: { status: 204, description: "The channel is removed." },
  handle: async ({ caller, params, requester }) => {
    await removeChannel({ userId: caller.user.id, by: requester }, uuidParameter(params, "id"));
    return {};
  },
});
