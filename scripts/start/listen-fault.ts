/** What a server was to listen on. */
interface Place {
  host: string;
  port: number;
  /** The variable that names the port; PORT by default. */
  variable?: string;
}

const NAME_FAULTS: ReadonlySet<string> = new Set(["ENOTFOUND", "EAI_AGAIN", "EAI_FAIL", "EINVAL"]);

/** Returns the line for an operator whose server can't listen: it names the variable that is wrong, and what it may be. */
export function listenFault(error: NodeJS.ErrnoException, { host, port, variable = "PORT" }: Place): string {
  const code = error.code ?? "";
  const may = "127.0.0.1 (this machine only), 0.0.0.0 or :: (every network), or one address of this machine";
  if (NAME_FAULTS.has(code)) return `HOST: is no address, and no name that leads to one; use ${may}`;
  if (code === "EADDRNOTAVAIL" || code === "EAFNOSUPPORT")
    return `HOST: is no address of this machine; use ${may}`;
  if (code === "EADDRINUSE") return `${variable}: ${port} on ${host} is in use by another program`;
  if (code === "EACCES")
    return `${variable}: this user may not listen on ${port}; use a port above 1023, or give the user the right to`;
  return `${variable}: ${port} on ${host} can't be used: ${error.message}`;
}
