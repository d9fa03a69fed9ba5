import { createHmac } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import { generate } from "selfsigned";

/** The behaviour of a receiver towards the next message. */
export type Fault =
  | "ok"
  | "500"
  | "503 later"
  | "429"
  | "410"
  | "302"
  | "cut before the answer"
  | "cut in the body"
  | "silent"
  | "slow body"
  | "endless body";

/** One message as it arrived. */
export interface Received {
  id: string;
  body: string;
  headers: IncomingHttpHeaders;
  /** The receiver's behaviour towards it. */
  fault: Fault;
}

export interface HttpsReceiver {
  port: number;
  url: string;
  /** Everything that arrived, in order, also when the answer was an error. */
  received: Received[];
  /** The behaviour towards the next messages; `ok` when it is used up. */
  faults: Fault[];
  /** The most messages that were open at once. */
  mostAtOnce: () => number;
  /** Resolves when so many messages have arrived in all. */
  arrived: (count: number) => Promise<void>;
  /** Ends it: connections are refused from now on, open ones cut. */
  goDown: () => Promise<void>;
  /** Comes back on the same port. */
  comeUp: () => Promise<void>;
}

/** A private authority, its certificate for this machine, and the file that makes the portal trust it. */
export interface TestAuthority {
  file: string;
  key: string;
  cert: string;
  remove: () => Promise<void>;
}

/** Makes a certificate for some names and the loopback addresses that only its own file vouches for. */
export async function makeAuthority(names: readonly string[] = ["localhost"]): Promise<TestAuthority> {
  const made = await generate([{ name: "commonName", value: "localhost" }], {
    keyType: "ec",
    algorithm: "sha256",
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      {
        name: "subjectAltName",
        altNames: [...names.map((value) => ({ type: 2 as const, value })), { type: 7, ip: "127.0.0.1" }],
      },
    ],
  });
  const folder = await mkdtemp(join(tmpdir(), "sb-ca-"));
  const file = join(folder, "ca.pem");
  await writeFile(file, made.cert);
  return {
    file,
    key: made.private,
    cert: made.cert,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

const MANY = "x".repeat(16 * 1024);

function answer(fault: Fault, response: ServerResponse, socket: Duplex): void {
  const status = Number(fault.slice(0, 3));
  if (fault === "ok") response.writeHead(204).end();
  else if (fault === "503 later") response.writeHead(503, { "retry-after": "7200" }).end("later");
  else if (fault === "302") response.writeHead(302, { location: "/elsewhere" }).end();
  else if (fault === "429") response.writeHead(429, { "retry-after": "1" }).end();
  else if (status > 0) response.writeHead(status).end("the receiver's own words");
  else if (fault === "cut before the answer") socket.destroy();
  else if (fault === "cut in the body")
    response.writeHead(200, { "content-length": "1000" }).write("half", () => socket.destroy());
  else if (fault === "slow body") response.writeHead(200).write("it never ends");
  else if (fault === "endless body") {
    const more = () => {
      if (!response.destroyed) response.write(MANY, () => setImmediate(more));
    };
    response.writeHead(200);
    more();
  }
}

/** Whether the headers sign a body, by the letter of Standard Webhooks and none of the portal's own code. */
export function signatureHolds(secret: string, { headers, body }: Received): boolean {
  const [, encoded = ""] = /^whsec_(.+)$/.exec(secret) ?? [];
  const signed = [headers["webhook-id"], headers["webhook-timestamp"], body].join(".");
  const expected = createHmac("sha256", Buffer.from(encoded, "base64"))
    .update(signed, "utf8")
    .digest("base64");
  const seconds = Date.now() / 1000 - Number(headers["webhook-timestamp"]);
  return headers["webhook-signature"] === `v1,${expected}` && Math.abs(seconds) < 300;
}

/** A real HTTPS server on this machine that takes messages and misbehaves as `faults` says. */
export async function openReceiver(authority: TestAuthority): Promise<HttpsReceiver> {
  const received: Received[] = [];
  const faults: Fault[] = [];
  const sockets = new Set<Duplex>();
  const waiting: { count: number; settle: () => void }[] = [];
  let open = 0;
  let most = 0;

  function arrive(message: Received): void {
    received.push(message);
    for (const { settle } of waiting.filter(({ count }) => received.length >= count)) settle();
  }

  const server: Server = createServer({ key: authority.key, cert: authority.cert }, (request, response) => {
    most = Math.max(most, ++open);
    response.on("close", () => open--);
    request.socket.on("error", () => undefined);
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const fault = faults.shift() ?? "ok";
      const body = Buffer.concat(chunks).toString("utf8");
      arrive({ id: String(request.headers["webhook-id"]), body, headers: request.headers, fault });
      answer(fault, response, request.socket);
    });
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
  });
  const listen = (port: number) =>
    new Promise<void>((settle) => {
      server.listen(port, "127.0.0.1", settle);
    });
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `https://localhost:${port}/audit?from=switchboard`,
    received,
    faults,
    mostAtOnce: () => most,
    arrived: (count) =>
      new Promise((settle) => {
        if (received.length >= count) settle();
        else waiting.push({ count, settle });
      }),
    goDown: async () => {
      const closed = new Promise((settle) => server.close(settle));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    comeUp: () => listen(port),
  };
}
