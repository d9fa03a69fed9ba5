import { connect, createServer, type Socket } from "node:net";

/** What stands in front of several replicas, as a load balancer does: each connection goes to the next of them. */
export interface RoundRobin {
  url: string;
  /** The ports of the replicas that run now. */
  setTargets(ports: readonly number[]): void;
  close(): void;
}

/** A replica that refuses the connection is passed over; one that is frozen takes it and says nothing. */
export async function startRoundRobin(): Promise<RoundRobin> {
  let targets: readonly number[] = [];
  let turn = 0;
  const open = new Set<Socket>();

  const join = (client: Socket, attemptsLeft: number) => {
    const port = targets[turn++ % Math.max(1, targets.length)];
    if (port === undefined || attemptsLeft === 0) {
      client.destroy();
      return;
    }
    const replica = connect(port, "127.0.0.1");
    let joined = false;
    open.add(replica);
    replica.once("connect", () => {
      joined = true;
      client.pipe(replica).pipe(client);
    });
    replica.on("error", () => {
      if (!joined) join(client, attemptsLeft - 1);
    });
    replica.on("close", () => {
      open.delete(replica);
      if (joined) client.destroy();
    });
    client.once("close", () => replica.destroy());
  };
  const server = createServer((client) => {
    open.add(client);
    client.on("error", () => {});
    client.on("close", () => open.delete(client));
    join(client, targets.length);
  });
  await new Promise<void>((settle) => server.listen(0, "127.0.0.1", settle));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`,
    setTargets: (ports) => {
      targets = ports;
    },
    close: () => {
      server.close();
      for (const side of open) side.destroy();
    },
  };
}
