import { action } from "./action";
import { ENTITY } from "./ocsf";

const OWN = {
  chains: "portal",
  group: "Second factors",
  target: ["user"],
  targetInVerb: true,
} as const;

const PASSKEY = { passkey: { kind: "text", label: "Passkey" } } as const;
const CODES_MADE = { recoveryCodesMade: { kind: "flag", label: "With first recovery codes" } } as const;

/** The actions on what people sign in with besides their password. */
export const FACTOR_ACTIONS = {
  "authenticator_app.begin": action({
    ...OWN,
    label: "Authenticator app begun",
    done: "began to set up an authenticator app",
    attempt: "set up an authenticator app",
    ocsf: ENTITY.Other,
    detail: {},
  }),
  "authenticator_app.add": action({
    ...OWN,
    label: "Authenticator app set up",
    done: "set up an authenticator app",
    attempt: "set up an authenticator app",
    ocsf: ENTITY.Create,
    detail: { ...CODES_MADE, replaced: { kind: "flag", label: "In place of another one" } },
    sentence: ({ detail }) => (detail.replaced ? "replaced their authenticator app" : null),
  }),
  "authenticator_app.remove": action({
    ...OWN,
    label: "Authenticator app removed",
    done: "removed their authenticator app",
    attempt: "remove their authenticator app",
    ocsf: ENTITY.Delete,
    detail: {},
  }),
  "passkey.add": action({
    ...OWN,
    label: "Passkey added",
    done: "added a passkey",
    attempt: "add a passkey",
    ocsf: ENTITY.Create,
    detail: { ...PASSKEY, ...CODES_MADE },
    sentence: ({ detail }) => (detail.passkey ? `added the passkey ${detail.passkey}` : null),
  }),
  "passkey.remove": action({
    ...OWN,
    label: "Passkey removed",
    done: "removed a passkey",
    attempt: "remove a passkey",
    ocsf: ENTITY.Delete,
    detail: PASSKEY,
    sentence: ({ detail }) => (detail.passkey ? `removed the passkey ${detail.passkey}` : null),
  }),
  "recovery_codes.make": action({
    ...OWN,
    label: "Recovery codes made",
    done: "made new recovery codes",
    attempt: "make new recovery codes",
    ocsf: ENTITY.Create,
    detail: {},
  }),
  "recovery_codes.use": action({
    ...OWN,
    label: "Recovery code used",
    done: "used a recovery code",
    attempt: "use a recovery code",
    ocsf: ENTITY.Other,
    detail: { left: { kind: "count", label: "Codes left" } },
  }),
  "user.reset_factors": action({
    chains: "both",
    group: "Second factors",
    target: ["user"],
    label: "Second factors reset",
    done: "removed all second factors of",
    attempt: "remove all second factors of",
    unnamed: "somebody",
    ocsf: ENTITY.Delete,
    detail: {
      app: { kind: "flag", label: "Authenticator app" },
      passkeys: { kind: "count", label: "Passkeys" },
      sessionsEnded: { kind: "count", label: "Sessions ended" },
    },
  }),
};
