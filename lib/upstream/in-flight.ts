import "server-only";
import type { UpstreamConnection } from "./request";
import { UpstreamError } from "./upstream-error";

/** Next loads modules once per bundle; a write must be seen by the reads of every bundle. */
const shared = globalThis as { switchboardWrites?: Map<string, number> };

function tenantOf({ baseUrl, workspaceId }: UpstreamConnection): string {
  return `${baseUrl} ${workspaceId}`;
}

function writesOf(connection: UpstreamConnection): number {
  return shared.switchboardWrites?.get(tenantOf(connection)) ?? 0;
}

/** Takes note that a write to a tenant is over. A read that began before it may show the state before it. */
export function noteWrite(connection: UpstreamConnection): void {
  shared.switchboardWrites ??= new Map();
  shared.switchboardWrites.set(tenantOf(connection), writesOf(connection) + 1);
}

/**
 * Reads that several people may want at the same time: who asks for one that is on its way gets its result. A read that
 * began before a write of this process ended is for those alone who asked before.
 */
export class SharedReads<T> {
  private readonly running = new Map<string, { result: Promise<T>; writes: number }>();

  /** @param what names the read among those of its tenant */
  async share(connection: UpstreamConnection, what: string, read: () => Promise<T>): Promise<T> {
    // The key is part of the name, so that nobody gets what another key may see.
    const name = `${tenantOf(connection)} ${connection.apiKey} ${what}`;
    const writes = writesOf(connection);
    const running = this.running.get(name);
    if (running?.writes === writes) {
      try {
        return await running.result;
      } catch (error) {
        // Whoever asked first had no budget left. That says nothing about the one who asks now.
        if (!(error instanceof UpstreamError) || error.kind !== "rate_limited" || error.sent) throw error;
      }
    }
    const mine = { result: read(), writes };
    this.running.set(name, mine);
    try {
      return await mine.result;
    } finally {
      if (this.running.get(name) === mine) this.running.delete(name);
    }
  }
}
