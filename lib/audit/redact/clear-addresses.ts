import { soundsLikeCredential } from "./credential-names";

const BLANK = "***";
/** `//user:password@host`, of any scheme, anywhere in a text. */
const USER_INFO = /(:\/\/)[^\s/?#@]*(?:@[^\s/?#@]*)*@/g;
/** One parameter of a query or a fragment, anywhere in a text. */
const PARAMETER = /([?&#;])([^\s=&#?;]+)=([^\s&#;"'<>]*)/g;

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** A text in which addresses carry no credential: neither before the host nor under such a name in the query. */
export function clearAddresses(text: string): string {
  return text.replace(USER_INFO, `$1${BLANK}@`).replace(PARAMETER, (all, mark: string, name: string) => {
    const plain = decoded(name);
    return soundsLikeCredential(plain) || plain === "key" ? `${mark}${name}=${BLANK}` : all;
  });
}
