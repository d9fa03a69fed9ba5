"use client";

import { Fingerprint, Smartphone } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { AppLink } from "../ui/app-link";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { useFocusOnArrival } from "../ui/use-focus-on-arrival";
import { AppSetUp } from "./app-set-up";
import { PasskeySetUp } from "./passkey-set-up";
import { RecoveryCodes } from "./recovery-codes";
import type { SetUp } from "./set-up-dialog";

interface SetUpPanelProps {
  /** The workspaces that are closed to people without a second factor; null where all of the portal is. */
  closed: string[] | null;
  /** A path that was checked on the server. */
  destination: string;
  /** Whether browsers keep passkeys for this address. */
  passkeys: boolean;
}

/** Leads somebody through setting up their first second factor, and on to where they were going. */
export function SetUpPanel({ closed, destination, passkeys }: SetUpPanelProps) {
  const [what, setWhat] = useState<SetUp | null>(passkeys ? null : "app");
  /** Whether the choice is there again: the button that led to it is gone, and the focus would be nowhere. */
  const [isBack, setIsBack] = useState(false);
  const [codes, setCodes] = useState<string[] | null>(null);

  // A full load, so that nothing rendered for somebody without a factor stays in the router's cache.
  const goOn = () => window.location.assign(destination);
  const form = useRef<HTMLDivElement>(null);
  // In a dialog the focus goes there by itself, and a field that took it would keep the dialog from giving it back.
  useEffect(() => {
    if (what !== null) form.current?.querySelector("input")?.focus();
  }, [what]);

  const choose = (next: SetUp | null) => {
    setWhat(next);
    setIsBack(next === null);
  };
  const onDone = (first: string[] | null) => (first ? setCodes(first) : goOn());

  if (codes) return <FirstCodes codes={codes} onDone={goOn} />;
  return (
    <>
      <div>
        <h1 className="text-2xl font-semibold">Set up a second factor</h1>
        <p className="mt-1 text-muted-foreground">
          {closed === null
            ? "Everybody in this portal needs one, so that a password alone lets nobody in."
            : `${closed.join(", ")}: here everybody needs one, so that a password alone lets nobody in.`}
        </p>
      </div>
      <Card className="flex flex-col gap-4 p-5">
        {what === null ? (
          <>
            <Button autoFocus={isBack} variant="outline" className="w-full" onClick={() => choose("app")}>
              <Smartphone aria-hidden />
              Authenticator app
            </Button>
            <Button variant="outline" className="w-full" onClick={() => choose("passkey")}>
              <Fingerprint aria-hidden />
              Passkey
            </Button>
          </>
        ) : null}
        {what === null ? null : (
          <div ref={form}>
            {what === "app" ? <AppSetUp onDone={onDone} /> : <PasskeySetUp onDone={onDone} />}
          </div>
        )}
        {what !== null && passkeys ? (
          <Button variant="link" className="self-start" onClick={() => choose(null)}>
            Choose another way
          </Button>
        ) : null}
      </Card>
      {closed === null ? null : (
        <AppLink href="/" className="self-start text-sm text-link hover:underline">
          Go to your other workspaces
        </AppLink>
      )}
    </>
  );
}

/** The recovery codes that come with a first factor. What set it up is gone, so the focus goes to their heading. */
function FirstCodes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  const heading = useFocusOnArrival<HTMLHeadingElement>(codes);
  return (
    <>
      <h1 ref={heading} tabIndex={-1} className="text-2xl font-semibold outline-none">
        Your recovery codes
      </h1>
      <Card className="flex flex-col gap-5 p-5">
        <RecoveryCodes codes={codes} />
        <Button className="w-full" onClick={onDone}>
          I have put them aside
        </Button>
      </Card>
    </>
  );
}
