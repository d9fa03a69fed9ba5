import { workspaceRoute } from "@/lib/bff/route";
import { isWatched, setWatch } from "@/lib/notices/watch-flow";
import { watchAnswer } from "@/lib/openapi/answers/notice-answers";
import type { FlowKindFacts } from "./flow-kinds";
import { flowId } from "./flow-path";

interface Watching {
  caller: { user: { id: string } };
  workspace: { id: string };
  params: Record<string, string>;
}

/** `…/{id}/watch`: whether the caller learns of the flow's changes. */
export function watchRoutes({ kind, tag, noun, words }: FlowKindFacts) {
  const watchOf = ({ caller, workspace, params }: Watching) => ({
    userId: caller.user.id,
    workspaceId: workspace.id,
    kind,
    flowId: flowId(params),
  });
  return {
    GET: workspaceRoute(`${kind}.read`, {
      operationId: `read${noun}Watch`,
      summary: `Say whether the caller watches ${words}`,
      tag,
      action: null,
      answer: { description: "Whether they do.", schema: watchAnswer },
      handle: async (context) => ({ body: { watched: await isWatched(watchOf(context)) } }),
    }),
    PUT: workspaceRoute(`${kind}.read`, {
      operationId: `watch${noun}`,
      summary: `Watch ${words}: have notices of its changes`,
      tag,
      action: `${kind}.watch`,
      answer: { description: "The caller watches it.", schema: watchAnswer },
      problems: ["conflict"],
      handle: async (context) => {
        await setWatch(watchOf(context), true, context.requester);
        return { body: { watched: true } };
      },
    }),
    DELETE: workspaceRoute(`${kind}.read`, {
      operationId: `unwatch${noun}`,
      summary: `Watch ${words} no longer`,
      tag,
      action: `${kind}.unwatch`,
      answer: { description: "The caller does not watch it.", schema: watchAnswer },
      handle: async (context) => {
        await setWatch(watchOf(context), false, context.requester);
        return { body: { watched: false } };
      },
    }),
  };
}
