import { createSocket } from "node:dgram";

/** A name server of a test: it knows the TXT records that the test gives it, and says of every other name that there is none. */
export interface NameServer {
  /** Its address and port, as `PORTAL_DNS_SERVERS` takes them. */
  address: string;
  /** Sets the texts of a name; none takes the name away. */
  setTexts: (name: string, texts: string[]) => void;
  /** From now on it answers nothing but "I failed"; or as before. */
  fail: (failing: boolean) => void;
  /** How often it was asked. */
  asked: () => number;
  close: () => Promise<void>;
}

const TXT = 16;
const NO_SUCH_NAME = 3;
const FAILED = 2;

interface Question {
  name: string;
  type: number;
  /** Where the question ends in the message. */
  end: number;
}

/** Reads the one question of a query (RFC 1035, section 4.1.2). */
function questionIn(query: Buffer): Question {
  const labels: string[] = [];
  let at = 12;
  for (let length = query.readUInt8(at); length > 0; length = query.readUInt8(at)) {
    labels.push(query.toString("latin1", at + 1, at + 1 + length));
    at += length + 1;
  }
  return { name: labels.join(".").toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 };
}

/** A record whose name is the question's (a pointer to byte 12), class IN, with a life of a second. */
function record(text: string): Buffer {
  const parts = text.match(/.{1,255}/gs) ?? [""];
  const data = Buffer.concat(parts.map((part) => Buffer.from([part.length, ...Buffer.from(part, "latin1")])));
  const head = Buffer.from([0xc0, 0x0c, 0, TXT, 0, 1, 0, 0, 0, 1, 0, 0]);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}

function answerTo(query: Buffer, texts: readonly string[], code: number): Buffer {
  const { end } = questionIn(query);
  const header = Buffer.from(query.subarray(0, 12));
  // An answer, with authority, to a question that wanted recursion.
  header.writeUInt16BE(0x8580 | code, 2);
  header.writeUInt16BE(texts.length, 6);
  header.writeUInt32BE(0, 8);
  return Buffer.concat([header, query.subarray(12, end), ...texts.map(record)]);
}

export async function openNameServer(): Promise<NameServer> {
  const records = new Map<string, string[]>();
  let failing = false;
  let asked = 0;
  const socket = createSocket("udp4");
  socket.on("message", (query, { port, address }) => {
    asked += 1;
    const { name, type } = questionIn(query);
    const texts = type === TXT ? (records.get(name) ?? []) : [];
    const code = failing ? FAILED : records.has(name) ? 0 : NO_SUCH_NAME;
    socket.send(answerTo(query, failing ? [] : texts, code), port, address);
  });
  await new Promise<void>((settle) => socket.bind(0, "127.0.0.1", settle));
  return {
    address: `127.0.0.1:${socket.address().port}`,
    setTexts: (name, texts) => {
      if (texts.length === 0) records.delete(name.toLowerCase());
      else records.set(name.toLowerCase(), texts);
    },
    fail: (now) => {
      failing = now;
    },
    asked: () => asked,
    close: () => new Promise((settle) => socket.close(() => settle())),
  };
}
