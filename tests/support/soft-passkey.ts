import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from "node:crypto";
import { isoCBOR } from "@simplewebauthn/server/helpers";

/** The flags of an answer (Web Authentication, section 6.1): somebody was there, was checked, and a new key comes along. */
const PRESENT = 0x01;
const VERIFIED = 0x04;
const NEW_KEY = 0x40;

const sha256 = (bytes: Buffer | string) => createHash("sha256").update(bytes).digest();
const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64url");

type Cbor = Parameters<typeof isoCBOR.encode>[0];

interface Options {
  challenge: string;
}

interface Site {
  origin: string;
  rpId: string;
}

/** What a test lets a key do otherwise than a real one does. */
interface Faults {
  /** The key doesn't check its person. */
  unverified?: true;
  /** The page is another site's. */
  origin?: string;
  /** The site to which the key belongs is another one. */
  rpId?: string;
  /** The number of uses that it reports; it counts by itself otherwise. */
  count?: number;
}

/**
 * A passkey in memory, written from the standard (Web Authentication, level 3): a key on the curve P-256 that counts its uses
 * and tells no maker.
 */
export class SoftPasskey {
  readonly id = randomBytes(16);
  readonly #key: KeyObject;
  readonly #publicKey: KeyObject;
  #userHandle: string | undefined;
  count = 0;

  constructor(readonly site: Site = { origin: "http://portal.test", rpId: "portal.test" }) {
    const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
    this.#key = pair.privateKey;
    this.#publicKey = pair.publicKey;
  }

  #clientData(type: "webauthn.create" | "webauthn.get", { challenge }: Options, faults: Faults): Buffer {
    const origin = faults.origin ?? this.site.origin;
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  }

  #head(flags: number, faults: Faults): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(faults.count ?? this.count);
    const checked = faults.unverified ? 0 : VERIFIED;
    return Buffer.concat([
      sha256(faults.rpId ?? this.site.rpId),
      Buffer.from([PRESENT | checked | flags]),
      counter,
    ]);
  }

  /** The key in COSE's form (RFC 9053, section 7.1.1): an EC key for ES256. */
  #coseKey(): Uint8Array {
    const { x = "", y = "" } = this.#publicKey.export({ format: "jwk" });
    const key = new Map<number, number | Uint8Array>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, new Uint8Array(Buffer.from(x, "base64url"))],
      [-3, new Uint8Array(Buffer.from(y, "base64url"))],
    ]);
    return isoCBOR.encode(key);
  }

  /** Answers the options of `navigator.credentials.create`. */
  create(options: Options & { user: { id: string } }, faults: Faults = {}) {
    this.#userHandle = options.user.id;
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.id.length);
    const noMaker = Buffer.alloc(16);
    const authData = Buffer.concat([this.#head(NEW_KEY, faults), noMaker, length, this.id, this.#coseKey()]);
    const attestation = new Map<string, Cbor>([
      ["fmt", "none"],
      ["attStmt", new Map()],
      ["authData", new Uint8Array(authData)],
    ]);
    return {
      ...this.#named(),
      response: {
        clientDataJSON: base64url(this.#clientData("webauthn.create", options, faults)),
        attestationObject: base64url(isoCBOR.encode(attestation)),
        transports: ["internal"],
      },
    };
  }

  /** Answers the options of `navigator.credentials.get`. */
  get(options: Options, faults: Faults = {}) {
    this.count += 1;
    const authData = this.#head(0, faults);
    const clientData = this.#clientData("webauthn.get", options, faults);
    const signed = createSign("sha256").update(Buffer.concat([authData, sha256(clientData)]));
    return {
      ...this.#named(),
      response: {
        clientDataJSON: base64url(clientData),
        authenticatorData: base64url(authData),
        signature: base64url(signed.sign(this.#key)),
        ...(this.#userHandle === undefined ? {} : { userHandle: this.#userHandle }),
      },
    };
  }

  #named() {
    const id = base64url(this.id);
    return { id, rawId: id, type: "public-key" as const, clientExtensionResults: {} };
  }
}
