import { z } from "zod";
import { receiverUrl } from "@/app/api/_shared/receiver-url";
import { pageOf, pageQuery } from "@/lib/bff/query";
import { signedInRoute } from "@/lib/bff/route";
import { FORMAT_NAMES } from "@/lib/notices/channel-formats";
import { addChannel, listChannels, readChannel } from "@/lib/notices/channels";
import {
  channelListAnswer,
  channelName,
  channelTemplate,
  newChannelAnswer,
} from "@/lib/openapi/answers/notice-answers";

export const GET = signedInRoute({
  operationId: "listNoticeChannels",
  summary: "List the caller's own channels for notices",
  tag: "notices",
  action: null,
  query: z.strictObject(pageQuery),
  answer: { description: "A page of channels, by name.", schema: channelListAnswer },
  handle: async ({ caller, query }) => ({ body: pageOf(await listChannels(caller.user.id), query) }),
});

export const POST = signedInRoute({
  operationId: "addNoticeChannel",
  summary: "Have notices sent to Slack, Teams or any HTTPS address that takes JSON",
  tag: "notices",
  action: "notice_channel.add",
  fresh: true,
  body: z.strictObject({
    name: channelName,
    format: z.enum(FORMAT_NAMES),
    url: receiverUrl,
    template: channelTemplate.nullable().default(null),
  }),
  answer: {
    status: 201,
    description: "The channel, and the secret that signs what is sent.",
    schema: newChannelAnswer,
    headers: ["Location"],
  },
  problems: ["conflict"],
  handle: async ({ caller, body, requester }) => {
    const userId = caller.user.id;
    const { id, secret } = await addChannel({ userId, by: requester }, body);
    return {
      headers: { Location: `/api/me/notice-channels/${id}` },
      body: { ...(await readChannel(userId, id)), secret },
    };
  },
});
