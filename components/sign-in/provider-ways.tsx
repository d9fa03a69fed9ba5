"use client";

import { Building2 } from "lucide-react";
import { buttonVariants } from "../ui/button-variants";
import { GivenName } from "../ui/given-name";
import { Notice } from "../ui/notice";

/** An identity provider by which people sign in. */
export interface OfferedProvider {
  id: string;
  name: string;
}

interface ProviderWayProps {
  provider: OfferedProvider;
  /** A path that was checked on the server. */
  destination: string;
  /** Whether it is the way that the person should take. */
  primary?: boolean;
}

/** The way to an identity provider: a link, so that it works before the page's script runs. */
export function ProviderWay({ provider, destination, primary = false }: ProviderWayProps) {
  return (
    <a
      href={`/api/sign-in/providers/${provider.id}?callbackUrl=${encodeURIComponent(destination)}`}
      className={buttonVariants({ variant: primary ? "primary" : "outline", className: "w-full" })}
    >
      <Building2 aria-hidden />
      <span className="truncate">
        Continue with <GivenName>{provider.name}</GivenName>
      </span>
    </a>
  );
}

interface ProviderOnlyProps extends ProviderWayProps {
  /** Whether a password was sent, and refused. */
  refused: boolean;
}

/** Leads somebody to the provider by which alone the people of their domain may sign in. */
export function ProviderOnly({ refused, ...way }: ProviderOnlyProps) {
  return (
    <Notice
      tone={refused ? "bad" : "info"}
      role={refused ? "alert" : "status"}
      title={
        <>
          Your company signs in with <GivenName>{way.provider.name}</GivenName>
        </>
      }
      actions={<ProviderWay {...way} primary />}
    >
      {refused
        ? "The password was not taken: it counts only for owners who are set down for the day when the provider fails."
        : "You need no password here."}
    </Notice>
  );
}

/** For somebody with a link for a password whose domain signs in by a provider alone. */
export function NoPasswordNeeded({ name, provider }: { name: string; provider: OfferedProvider }) {
  return (
    <>
      <div>
        <h1 className="text-2xl font-semibold">Welcome, {name}</h1>
        <p className="mt-1 text-muted-foreground">You need no password here: your company signs you in.</p>
      </div>
      <ProviderWay provider={provider} destination="/" primary />
    </>
  );
}
