/** One record of a file. */
export interface FileRecord {
  /** See `RecordFault`. */
  readonly line: number;
  /** Trimmed values by column; of a JSON entry only those that it names. */
  readonly values: Readonly<Record<string, string>>;
}
