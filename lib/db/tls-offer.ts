import { Socket } from "node:net";
import type { ClientConfig } from "pg";

/** The request of the PostgreSQL protocol for TLS: its length, and a number that no version of the protocol has. */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);
const YES = "S".charCodeAt(0);
const WITHIN_MS = 5_000;

/** Whether a server offers TLS, which the driver must know before it connects. @throws Error when it can't be reached */
function offersTls({ host = "localhost", port = 5432 }: ClientConfig): Promise<boolean> {
  return new Promise((settle, refuse) => {
    const socket = new Socket();
    socket.setTimeout(WITHIN_MS, () => socket.destroy(new Error("timeout exceeded when trying to connect")));
    socket.once("error", refuse);
    socket.once("close", () => refuse(new Error("Connection terminated unexpectedly")));
    socket.once("data", (answer) => {
      settle(answer[0] === YES);
      socket.destroy();
    });
    socket.connect(port, host, () => socket.write(SSL_REQUEST));
  });
}

/** Returns how to connect to a server that is to be spoken to by TLS only if it offers that. */
export async function withOfferedTls<Config extends ClientConfig>(config: Config): Promise<Config> {
  return (await offersTls(config)) ? config : { ...config, ssl: false };
}
