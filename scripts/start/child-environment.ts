/**
 * Returns the environment for a child process: that of this process, with some variables set. What is set here needs no
 * file any more that this process may have read it from.
 */
export function childEnvironment(set: Record<string, string | undefined>): NodeJS.ProcessEnv {
  const files = Object.keys(set).map((name) => [`${name}_FILE`, undefined]);
  return { ...process.env, ...Object.fromEntries(files), ...set };
}

/** Whether a package manager runs this process as a script of the project, as `npm start` does. */
export function isRunAsScript(): boolean {
  return process.env.npm_lifecycle_event !== undefined;
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
