import { createServer } from "node:http";
import { expect, it } from "vitest";
import { listenFault } from "./listen-fault";

/** What the system says when a server can't listen there, in the words for an operator. */
async function faultAt(host: string, port = 0): Promise<string> {
  const server = createServer();
  const error = await new Promise<NodeJS.ErrnoException>((settle, refuse) => {
    server.once("error", settle);
    server.listen(port, host, () => server.close(() => refuse(new Error(`${host} can be listened on`))));
  });
  return listenFault(error, { host, port });
}

it.each([
  ["a host name that leads nowhere", "x86_64-conda-linux-gnu", "HOST: is no address, and no name that leads"],
  ["an address of another machine", "192.0.2.1", "HOST: is no address of this machine"],
])("%s is named as what it is, with what may be used", async (_, host, words) => {
  const line = await faultAt(host);
  expect(line).toContain(words);
  expect(line).toContain("127.0.0.1 (this machine only)");
  expect(line).not.toContain("\n");
});

it("a port that is in use is named with its variable", async () => {
  const other = createServer();
  await new Promise<void>((settle) => other.listen(0, "127.0.0.1", settle));
  const address = other.address();
  const port = typeof address === "object" && address ? address.port : 0;
  expect(await faultAt("127.0.0.1", port)).toBe(`PORT: ${port} on 127.0.0.1 is in use by another program`);
  other.close();
});
