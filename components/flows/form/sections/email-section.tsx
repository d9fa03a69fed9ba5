"use client";

import { PlainFields } from "../fields/plain-fields";

/** What every e-mail of a message flow carries. */
export function EmailSection() {
  return <PlainFields section="email" />;
}
