import { withoutDisguise } from "@/lib/text/readable";

/**
 * A name that somebody gave, of a flow, a workspace or a person. It may be written from right to left without turning
 * around what is beside it, and characters that would make it look like another name are shown.
 */
export function GivenName({ children }: { children: string }) {
  return <bdi>{withoutDisguise(children)}</bdi>;
}
