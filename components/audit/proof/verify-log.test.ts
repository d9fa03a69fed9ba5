import { describe, expect, it } from "vitest";
import { type VerifyProgress, verifyLog } from "./verify-log";

const REPORT = {
  events: 3,
  ok: false,
  firstBad: { sequence: 2, problem: "é" },
  head: null,
  checkpoint: null,
  unsigned: 0,
  retired: 0,
};
const ALL = `{"checked":1,"of":3}\n{"checked":3,"of":3}\n${JSON.stringify(REPORT)}\n`;
const never = new AbortController().signal;

function answer(text: string, piece: number): Response {
  const bytes = new TextEncoder().encode(text);
  let at = 0;
  return new Response(
    new ReadableStream<Uint8Array>({
      pull: (controller) => {
        if (at >= bytes.length) controller.close();
        else controller.enqueue(bytes.slice(at, at + piece));
        at += piece;
      },
    }),
  );
}

describe("verifying with progress", () => {
  it("reports its progress and then the result, in any pieces", async () => {
    for (const piece of [1, 7, 1000]) {
      const reported: VerifyProgress[] = [];
      const end = await verifyLog(
        async () => answer(ALL, piece),
        (news) => reported.push(news),
        never,
      );
      expect(end).toEqual({ state: "done", report: REPORT });
      expect(reported.map(({ checked }) => checked)).toEqual([1, 3]);
    }
  });

  it("says that the log was not verified when the answer ends before the report", async () => {
    const cut = ALL.slice(0, -1);
    const end = await verifyLog(
      async () => answer(cut, 20),
      () => {},
      never,
    );
    expect(end).toMatchObject({ state: "failed", problem: { code: "offline" } });
  });

  it("says why the server refused", async () => {
    const refused = async () => Response.json({ title: "No", code: "forbidden" }, { status: 403 });
    expect(await verifyLog(refused, () => {}, never)).toMatchObject({
      state: "failed",
      problem: { status: 403, title: "No" },
    });
  });
});
