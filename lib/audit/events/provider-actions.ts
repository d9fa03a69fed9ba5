import { action } from "./action";
import { ENTITY } from "./ocsf";

const PROVIDER = {
  chains: "portal",
  group: "Identity providers",
  target: ["sign_in_provider"],
  clear: [
    ...["/name", "/issuer", "/clientId", "/scopes", "/groupsClaim", "/joining", "/enabled"],
    ...["/asksForTwoFactors", "/directoryGroups", "/domains", "/enforced", "/breakGlass", "/groupRoles"],
  ],
} as const;
const IDENTITY = { chains: "portal", group: "Identity providers", target: ["user"] } as const;

const ENDED = { sessionsEnded: { kind: "count", label: "Sessions ended" } } as const;
const DOMAIN = { domain: { kind: "text", label: "Domain", required: true } } as const;
const THROUGH = { provider: { kind: "text", label: "Identity provider", required: true } } as const;

/** The actions on identity providers, and on what people are there. */
export const PROVIDER_ACTIONS = {
  "sign_in_provider.add": action({
    ...PROVIDER,
    label: "Identity provider added",
    done: "added the identity provider",
    attempt: "add the identity provider",
    unnamed: "an identity provider",
    ocsf: ENTITY.Create,
    detail: {},
  }),
  "sign_in_provider.update": action({
    ...PROVIDER,
    label: "Identity provider changed",
    done: "changed the identity provider",
    attempt: "change the identity provider",
    ocsf: ENTITY.Update,
    detail: ENDED,
  }),
  "sign_in_provider.enable": action({
    ...PROVIDER,
    label: "Identity provider switched on",
    done: "switched on the identity provider",
    attempt: "switch on the identity provider",
    ocsf: ENTITY.Enable,
    detail: ENDED,
  }),
  "sign_in_provider.disable": action({
    ...PROVIDER,
    label: "Identity provider switched off",
    done: "switched off the identity provider",
    attempt: "switch off the identity provider",
    ocsf: ENTITY.Disable,
    detail: ENDED,
  }),
  "sign_in_provider.remove": action({
    ...PROVIDER,
    label: "Identity provider removed",
    done: "removed the identity provider",
    attempt: "remove the identity provider",
    ocsf: ENTITY.Delete,
    detail: { ...ENDED, identities: { kind: "count", label: "Identities unlinked", required: true } },
  }),
  "sign_in_provider.check_domain": action({
    ...PROVIDER,
    label: "Domain checked",
    done: "checked a domain of the identity provider",
    attempt: "check a domain of the identity provider",
    ocsf: ENTITY.Other,
    detail: { ...DOMAIN, proven: { kind: "flag", label: "Proven", required: true } },
    sentence: ({ target, detail: { domain, proven } }) => {
      if (!domain || !target?.name) return null;
      return proven
        ? `proved that ${domain} belongs to ${target.name}`
        : `checked the domain ${domain} of ${target.name}: its DNS record is not there`;
    },
  }),
  "sign_in_provider.lose_domain": action({
    ...PROVIDER,
    label: "Domain no longer proven",
    done: "no longer found the DNS record of a domain of",
    attempt: "check a domain of",
    ocsf: ENTITY.Other,
    detail: DOMAIN,
    sentence: ({ target, detail: { domain } }) =>
      domain && target?.name
        ? `no longer found the DNS record that proves ${domain} for ${target.name}`
        : null,
  }),
  "identity.join": action({
    ...IDENTITY,
    label: "Joined by an identity provider",
    done: "joined by an identity provider:",
    attempt: "join by an identity provider",
    clear: ["/email", "/name"],
    ocsf: ENTITY.Create,
    detail: THROUGH,
    sentence: ({ detail: { provider } }) => (provider ? `joined by signing in with ${provider}` : null),
  }),
  "identity.begin_link": action({
    ...IDENTITY,
    label: "Linking an identity begun",
    done: "began to link an identity with the account of",
    attempt: "link an identity with an account",
    targetInVerb: true,
    ocsf: ENTITY.Other,
    detail: THROUGH,
    sentence: ({ detail: { provider } }) => (provider ? `went to ${provider} to link their account` : null),
  }),
  "identity.link": action({
    ...IDENTITY,
    label: "Identity linked",
    done: "linked an identity with the account of",
    attempt: "link an identity",
    unnamed: "with an account",
    ocsf: ENTITY.Other,
    detail: { ...THROUGH, byAddress: { kind: "flag", label: "Found by the address" } },
    sentence: ({ detail: { provider, byAddress } }) => {
      if (!provider) return null;
      return byAddress
        ? `signed in with ${provider} for the first time, which linked their account`
        : `linked their account with ${provider}`;
    },
  }),
  "identity.unlink": action({
    ...IDENTITY,
    label: "Identity unlinked",
    done: "unlinked an identity from the account of",
    attempt: "unlink an identity",
    unnamed: "from an account",
    ocsf: ENTITY.Other,
    detail: { ...THROUGH, ...ENDED },
    sentence: ({ detail: { provider } }) => (provider ? `unlinked their account from ${provider}` : null),
  }),
  "user.break_glass": action({
    ...IDENTITY,
    label: "Break-glass sign-in",
    done: "signed in as a break-glass owner:",
    attempt: "sign in as a break-glass owner",
    ocsf: ENTITY.Other,
    detail: THROUGH,
    sentence: ({ detail: { provider } }) =>
      provider ? `signed in without ${provider}, as an owner who may in case it fails` : null,
  }),
};
