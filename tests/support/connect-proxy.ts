import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";

/** A proxy of a company: the only one that knows where a name leads. */
export interface ConnectProxy {
  url: string;
  /** What it was to connect to, in order, and with which credentials. */
  asked: { target: string; credentials: string | undefined }[];
  /** The status of the next answers; 200 when it is used up. */
  answers: number[];
  close: () => Promise<void>;
}

/** Opens a proxy on this machine that connects to a port of this machine, whatever name it is given. */
export async function openConnectProxy(leadsTo: number): Promise<ConnectProxy> {
  const asked: ConnectProxy["asked"] = [];
  const answers: number[] = [];
  const server = createServer((_, response) => response.writeHead(405).end());
  server.on("connect", (request, socket) => {
    asked.push({ target: request.url ?? "", credentials: request.headers["proxy-authorization"] });
    socket.on("error", () => undefined);
    const status = answers.shift() ?? 200;
    if (status !== 200) return socket.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`);
    const onward = connect(leadsTo, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      onward.pipe(socket);
      socket.pipe(onward);
    });
    onward.on("error", () => socket.destroy());
    socket.on("close", () => onward.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    answers,
    close: async () => {
      server.closeAllConnections();
      await new Promise((settle) => server.close(settle));
    },
  };
}
