import { describe, expect, it } from "vitest";
import { testConnection } from "@/tests/support/test-upstream";
import { noteWrite, SharedReads } from "./in-flight";
import { UpstreamError } from "./upstream-error";

const connection = testConnection("http://127.0.0.1");

/** A read that ends when the test says so, and how often it was begun. */
function slowRead() {
  const ends: { resolve: (value: string) => void; reject: (error: Error) => void }[] = [];
  const read = () => new Promise<string>((resolve, reject) => ends.push({ resolve, reject }));
  return { ends, read };
}

const refusal = (sent: boolean) =>
  new UpstreamError({ kind: "rate_limited", message: "No budget", sent, retryAfterSeconds: 5 });

describe("reads of the same at the same time", () => {
  it("are one for all who ask, and a later one is another", async () => {
    const { ends, read } = slowRead();
    const reads = new SharedReads<string>();
    const both = [reads.share(connection, "a", read), reads.share(connection, "a", read)];
    expect(ends).toHaveLength(1);
    ends[0]?.resolve("seen");
    expect(await Promise.all(both)).toEqual(["seen", "seen"]);
    void reads.share(connection, "a", read);
    expect(ends).toHaveLength(2);
  });

  it("are two where a write ended between them", async () => {
    const { ends, read } = slowRead();
    const reads = new SharedReads<string>();
    const before = reads.share(connection, "a", read);
    noteWrite(connection);
    const after = reads.share(connection, "a", read);
    const alongside = reads.share(connection, "a", read);
    expect(ends).toHaveLength(2);
    ends[0]?.resolve("old");
    ends[1]?.resolve("new");
    expect(await Promise.all([before, after, alongside])).toEqual(["old", "new", "new"]);
  });

  it("are two for two keys", () => {
    const { ends, read } = slowRead();
    const reads = new SharedReads<string>();
    void reads.share(connection, "a", read);
    void reads.share({ ...connection, apiKey: "tk_other" }, "a", read);
    expect(ends).toHaveLength(2);
  });

  it("fail together, but not for a budget that only the first one had used up", async () => {
    const { ends, read } = slowRead();
    const reads = new SharedReads<string>();
    const first = reads.share(connection, "a", read);
    const second = reads.share(connection, "a", read);
    ends[0]?.reject(refusal(false));
    await expect(first).rejects.toMatchObject({ kind: "rate_limited" });
    await expect.poll(() => ends.length).toBe(2);
    const third = reads.share(connection, "a", read);
    ends[1]?.reject(refusal(true));
    await expect(second).rejects.toMatchObject({ sent: true });
    await expect(third).rejects.toMatchObject({ sent: true });
  });
});
