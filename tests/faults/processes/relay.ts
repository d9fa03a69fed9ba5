import { connect, createServer, type Server, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

/** What stands between a replica and its database, and can stop the traffic at an exact moment. */
export interface Relay {
  port: number;
  /**
   * From now on, before the server's next bytes go on to the replica, asks whether this is the moment; when it is, keeps
   * those bytes back until `release`. So whatever the database has stored, the replica does not know it yet.
   *
   * @returns resolves at that moment
   */
  hold(isMoment: () => Promise<boolean>): Promise<void>;
  /** Lets everything through again. */
  release(): void;
  close(): Promise<void>;
}

/** A relay to a Unix socket, on a free port of loopback. */
export async function startRelay(socketPath: string): Promise<Relay> {
  let watch: { isMoment: () => Promise<boolean>; reached: () => void } | null = null;
  let released: Promise<void> = Promise.resolve();
  let release = () => {};
  const open = new Set<Socket>();

  async function forward(bytes: Buffer, to: Socket): Promise<void> {
    await released;
    const now = watch;
    if (now && (await now.isMoment().catch(() => false)) && watch === now) {
      watch = null;
      released = new Promise((settle) => {
        release = settle;
      });
      now.reached();
    }
    await released;
    if (!to.destroyed) to.write(bytes);
  }

  const server: Server = createServer((replica) => {
    const database = connect(socketPath);
    for (const side of [replica, database]) {
      open.add(side);
      side.setNoDelay?.(true);
      side.on("error", () => {});
      side.on("close", () => {
        open.delete(side);
        replica.destroy();
        database.destroy();
      });
    }
    replica.pipe(database);
    let turn: Promise<void> = Promise.resolve();
    database.on("data", (bytes: Buffer) => {
      turn = turn.then(() => forward(bytes, replica));
    });
  });
  await new Promise<void>((settle) => server.listen(0, "127.0.0.1", settle));
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : 0,
    hold: (isMoment) =>
      new Promise<void>((settle) => {
        watch = { isMoment, reached: settle };
      }),
    release: () => {
      watch = null;
      release();
    },
    close: async () => {
      release();
      server.close();
      for (const side of open) side.destroy();
      await pause(0);
    },
  };
}
