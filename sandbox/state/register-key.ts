import { keyDigest } from "./key-digest";
import type { State, User } from "./model";

/** Assigns `key` to `user`, and takes it from its user before. */
export function registerKey(state: State, key: string, user: User): void {
  const sha256 = keyDigest(key);
  state.keys = state.keys.filter((known) => known.sha256 !== sha256);
  state.keys.push({ sha256, last4: key.slice(-4), userId: user._id });
}

/** The user a key belongs to, or null for an unknown key. */
export function userOfKey(state: State, key: string): User | null {
  const sha256 = keyDigest(key);
  const userId = state.keys.find((known) => known.sha256 === sha256)?.userId;
  return state.users.find((user) => user._id === userId) ?? null;
}
