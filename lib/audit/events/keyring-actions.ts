import { action } from "./action";
import { ENTITY } from "./ocsf";

/** The actions on the keys that seal what the database must not hold in clear. */
export const KEYRING_ACTIONS = {
  "keyring.rotate": action({
    chains: "portal",
    group: "Portal",
    label: "Secrets sealed with another key",
    done: "sealed the secrets with another key",
    attempt: "seal the secrets with another key",
    targetInVerb: true,
    target: ["portal"],
    ocsf: ENTITY.Update,
    detail: {
      keyId: { kind: "text", label: "Key" },
      resealed: { kind: "count", label: "Values sealed anew" },
      left: { kind: "count", label: "Values left under other keys" },
    },
    sentence: ({ detail: { keyId, resealed } }) =>
      keyId === undefined ? null : `sealed ${resealed ?? 0} secrets with the key ${keyId} of the keyring`,
  }),
};
