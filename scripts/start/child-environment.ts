/** Returns the environment for a child process: that of this process, with some variables set. */
export function childEnvironment(set: Record<string, string | undefined>): NodeJS.ProcessEnv {
  return { ...process.env, ...set };
}

/**
 * Returns the environment for a child process that must not see the portal's secrets: the variables that any program
 * needs, and `set`.
 */
export function plainEnvironment(set: Record<string, string>): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) =>
    /^(PATH|HOME|TMPDIR|TZ|LANG|LC_.*|NODE_.*|SANDBOX_.*)$/.test(name),
  );
  return { ...Object.fromEntries(kept), ...set } as NodeJS.ProcessEnv;
}
