import { httpAddressFault } from "@/lib/text/http-address";
import type { TextRule } from "@/lib/text/text-rule";

/** Where directories find people and groups (SCIM 2.0, RFC 7644). */
export const SCIM_PATH = "/api/scim/v2";

/** A provider's name, as people read it on the button of the sign-in page. */
export const PROVIDER_NAME: TextRule = {
  shortest: 1,
  longest: 60,
  tooShort: "Give a name, such as that of the company",
};

export const ISSUER: TextRule = {
  shortest: 1,
  longest: 500,
  tooShort: "Give the provider's issuer address",
};

/** What the provider calls this portal. Visible ASCII alone (RFC 6749, appendix A.1). */
export const CLIENT_ID: TextRule = {
  shortest: 1,
  longest: 200,
  tooShort: "Give the client id that the provider shows",
  form: { pattern: /^[\x20-\x7e]+$/, unfit: "has characters that a client id can't have" },
};

export const CLIENT_SECRET: TextRule = {
  shortest: 1,
  longest: 500,
  tooShort: "Give the client secret that the provider shows",
  form: { pattern: /^[\x20-\x7e]+$/, unfit: "has characters that a client secret can't have" },
};

export const GROUPS_CLAIM: TextRule = {
  shortest: 1,
  longest: 100,
  tooShort: "Give the name of the claim, such as groups",
};

export const GROUP_NAME: TextRule = {
  shortest: 1,
  longest: 200,
  tooShort: "Give the group's name or id, as the provider sends it",
};

/** The scopes that are asked for where nobody says others. */
export const USUAL_SCOPES = "openid email profile";

export const SCOPES: TextRule = {
  shortest: 1,
  longest: 300,
  tooShort: `Give the scopes, such as ${USUAL_SCOPES}`,
  // RFC 6749, section 3.3: no quote and no backslash in a scope, and one blank between two of them.
  form: {
    pattern: /^(?=(?:.* )?openid(?: |$))[\x21\x23-\x5b\x5d-\x7e]+(?: [\x21\x23-\x5b\x5d-\x7e]+)*$/,
    unfit: "must be scopes with blanks between them, openid among them",
  },
};

/** Microsoft's hosts for signing in, one for each of its clouds. */
const MICROSOFT = /^login\.(microsoftonline\.(com|us)|partner\.microsoftonline\.cn|chinacloudapi\.cn)$/;

/**
 * Paths there that stand for the people of many tenants: the three words, the place of a tenant's id in a document, and the tenant of
 * all personal accounts (Microsoft identity platform, "OpenID Connect on the Microsoft identity platform").
 */
const MANY_TENANTS =
  /^\/(common|organizations|consumers|9188040d-6c67-4c5b-b112-36a304b66dad|(\{|%7b)tenantid(\}|%7d))(\/|$)/i;

/**
 * Returns why an issuer can't be trusted since it stands for everybody's accounts, as the end of a sentence; null for another one.
 * With such an issuer, anybody's directory could sign people in.
 */
export function sharedIssuerFault({ hostname, pathname }: URL): string | null {
  if (!MICROSOFT.test(hostname) || !MANY_TENANTS.test(pathname)) return null;
  return `stands for the accounts of many companies: give the issuer of your own tenant, such as https://${hostname}/<tenant id>/v2.0`;
}

/** One host is this machine in all spellings that `URL` leaves. */
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Returns what is wrong with an issuer's address, as the end of a sentence; null for one that may be asked. OpenID Connect
 * Discovery 1.0, section 3: https, without a query or a fragment. Plain http is for this machine alone.
 */
export function issuerFault(text: string): string | null {
  const fault = httpAddressFault(text);
  if (fault !== null) return fault;
  const url = new URL(text);
  if (url.protocol !== "https:" && !LOOPBACK.test(url.hostname)) return "must begin with https://";
  if (url.username !== "" || url.password !== "") return "must not hold a user name or a password";
  if (text.includes("?") || text.includes("#")) return "must not hold a query or a fragment";
  if (url.pathname.includes("/.well-known/")) return "must be the issuer, without /.well-known/…";
  return sharedIssuerFault(url);
}

/**
 * Issuers of all the world's accounts that say whose company an account is, and the claim that says it. A private account has none.
 * Google: the domain of the organisation (Google Identity, "OpenID Connect", claim `hd`).
 */
const COMPANY_CLAIMS: Record<string, string> = { "https://accounts.google.com": "hd" };

/** Returns the claim that must be a proven domain of the provider; null for an issuer that is one company's. */
export function companyClaim(issuer: string): string | null {
  return COMPANY_CLAIMS[issuer.replace(/\/$/, "")] ?? null;
}

/**
 * Returns what leads people to an account of a company, not to a personal one, when they are sent to such an issuer. Anybody can take it out
 * on the way: what counts is the claim that comes back.
 */
export function companyHint(issuer: string): Record<string, string> {
  const claim = companyClaim(issuer);
  return claim === null ? {} : { [claim]: "*" };
}

/**
 * Domains whose addresses anybody can get. Nobody may speak for their people, whatever a record says. The list is of the
 * providers with the most users; a domain that is missing still needs its DNS record.
 */
const PUBLIC_MAIL = new Set(
  `126.com 163.com aol.com comcast.net duck.com fastmail.com freenet.de gmail.com gmx.at gmx.ch gmx.com gmx.de gmx.net
  googlemail.com hey.com hotmail.co.uk hotmail.com hotmail.de hotmail.fr icloud.com laposte.net libero.it live.co.uk live.com
  mac.com mail.com mail.ru me.com msn.com naver.com orange.fr outlook.com outlook.de outlook.fr pm.me posteo.de proton.me
  protonmail.com qq.com rediffmail.com rocketmail.com t-online.de tuta.com tutanota.com uol.com.br verizon.net web.de
  yahoo.co.in yahoo.co.jp yahoo.co.uk yahoo.com yahoo.de yahoo.fr yandex.com yandex.ru ymail.com zoho.com`.split(
    /\s+/,
  ),
);

const NAME = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/;

/** Returns a mail domain in the form in which it is stored and compared: in lower case and ASCII. */
export function normaliseDomain(text: string): string {
  const plain = text.trim().toLowerCase().replace(/^@/, "").replace(/\.$/, "");
  if (/^[\x21-\x7e]*$/.test(plain) || !URL.canParse(`http://${plain}/`)) return plain;
  return new URL(`http://${plain}/`).hostname;
}

/** Returns what is wrong with a mail domain in normal form, as the end of a sentence; null for a fit one. */
export function domainFault(domain: string): string | null {
  if (!NAME.test(domain)) return "must be a mail domain, such as example.com";
  if (PUBLIC_MAIL.has(domain)) return "is a mail provider's: anybody can have an address there";
  return null;
}
