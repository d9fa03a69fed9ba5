import { Client } from "pg";

/**
 * Time that passes in steps, for this process and for a database alike: `Date`, `performance.now`, and the database's `now()` and
 * `clock_timestamp()` run ahead of the true ones by as much as was skipped. Timers are left alone.
 */
export class SimulatedTime {
  private aheadMs = 0;
  /** The true time, in milliseconds, from some moment on. */
  readonly trueNow: () => number;
  private readonly trueDate: () => number;

  private constructor(private readonly database: Client) {
    this.trueNow = performance.now.bind(performance);
    this.trueDate = Date.now.bind(Date);
  }

  /**
   * Opens it for a migrated database. Connections that are opened from then on have the simulated clock: its functions are
   * found before those of the catalogue.
   */
  static async open(url: string): Promise<SimulatedTime> {
    const database = new Client({ connectionString: url });
    await database.connect();
    await database.query(`
      CREATE SCHEMA sim;
      CREATE TABLE sim.clock (ahead interval NOT NULL);
      INSERT INTO sim.clock VALUES ('0');
      CREATE FUNCTION sim.now() RETURNS timestamptz STABLE LANGUAGE sql AS 'SELECT pg_catalog.now() + ahead FROM sim.clock';
      CREATE FUNCTION sim.clock_timestamp() RETURNS timestamptz VOLATILE LANGUAGE sql
        AS 'SELECT pg_catalog.clock_timestamp() + ahead FROM sim.clock';
      DO $$ BEGIN
        EXECUTE format('ALTER DATABASE %I SET search_path = sim, pg_catalog, public', current_database());
      END $$`);
    const time = new SimulatedTime(database);
    time.takeOver();
    return time;
  }

  private takeOver(): void {
    const now = () => this.now();
    globalThis.Date = new Proxy(Date, {
      construct: (target, values, newTarget) =>
        Reflect.construct(target, values.length === 0 ? [now()] : values, newTarget),
      get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
    });
    Object.defineProperty(performance, "now", { value: () => this.trueNow() + this.aheadMs });
  }

  /** The simulated time, in milliseconds since 1970. */
  now(): number {
    return this.trueDate() + this.aheadMs;
  }

  /** Lets time pass until a moment, if that is not over already. */
  async passUntil(moment: number): Promise<void> {
    this.aheadMs += Math.max(0, moment - this.now());
    await this.database.query("UPDATE sim.clock SET ahead = make_interval(secs => $1)", [
      this.aheadMs / 1000,
    ]);
  }

  async close(): Promise<void> {
    await this.database.end();
  }
}
