/** A value outside of components, and those who want to know when it changes; for `useSyncExternalStore`. */
export interface Store<Value> {
  read: () => Value;
  set: (value: Value) => void;
  /** Returns the function that ends the subscription. */
  subscribe: (listener: () => void) => () => void;
}

/** Makes a store. A page has one of each, whichever of its components asks. */
export function createStore<Value>(initial: Value): Store<Value> {
  let present = initial;
  const listeners = new Set<() => void>();
  return {
    read: () => present,
    set: (value) => {
      present = value;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
