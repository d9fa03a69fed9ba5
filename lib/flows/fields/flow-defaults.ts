/**
 * Both call limits, in seconds, for an update of a flow whose limits the upstream has not stated. Upstream quirk Q4:
 * one edition of the contract says that an update without both limits fails, and no default is documented. These are
 * the values of the upstream's own examples: a call ends after ten minutes, or after ten seconds of silence.
 */
export const DEFAULT_CALL_LIMITS = { maxCallDuration: 600, endCallOnSilence: 10 } as const;
