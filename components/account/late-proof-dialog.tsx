"use client";

import { useSyncExternalStore } from "react";
import { wantedProof } from "../http/identity-proof";
import { useLatePart } from "../ui/late-part";

const loadProofDialog = () =>
  import("./prove-identity-dialog").then(({ ProveIdentityDialog }) => ProveIdentityDialog);

/** Loads the question who a person is, where a request needs to be sure of it. A page without it has no such requests. */
export function LateProofDialog({ email }: { email: string }) {
  const wanted = useSyncExternalStore(wantedProof.subscribe, wantedProof.read, () => null);
  const Dialog = useLatePart(loadProofDialog, wanted !== null, () => wanted?.settle(false));
  return Dialog ? <Dialog email={email} wanted={wanted} /> : null;
}
