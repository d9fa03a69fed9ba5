"use client";

import { useEffect, useState } from "react";

/**
 * Gives a value once it has stayed the same for a while: complaints about a text that is being typed would only
 * be noise. The first value is given at once.
 * @param milliseconds how long
 */
export function useSettled<Value>(value: Value, milliseconds: number): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}
