/** Loaded before a replica: its clock is wrong by FAULTS_CLOCK_OFFSET_MS. Only what reads the date notices. */
const offset = Number(process.env.FAULTS_CLOCK_OFFSET_MS ?? "0");
const TrueDate = Date;

class ShiftedDate extends TrueDate {
  // Next copies a date's own functions, and not those that it inherits.
  static UTC = TrueDate.UTC;
  static parse = TrueDate.parse;

  constructor(...parts) {
    if (parts.length === 0) super(TrueDate.now() + offset);
    else super(...parts);
  }

  static now() {
    return TrueDate.now() + offset;
  }
}

globalThis.Date = ShiftedDate;
