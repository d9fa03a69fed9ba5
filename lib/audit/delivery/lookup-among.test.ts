import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import { expect, it } from "vitest";
import { lookupAmong } from "./lookup-among";

it.each([true, false])(
  "a connection goes to the checked address, whatever the name stands for (several families: %s)",
  async (autoSelectFamily) => {
    const server = createServer((socket) => socket.end("the checked one")).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const lookup = lookupAmong([{ address: "127.0.0.1", family: 4 }]);
    const socket = connect({ host: "nobody-knows-this-name.invalid", port, lookup, autoSelectFamily });
    const [data] = await once(socket, "data");
    expect(String(data)).toBe("the checked one");
    socket.destroy();
    server.close();
  },
);
