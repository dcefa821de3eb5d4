export { columnOf, type RecordColumns } from './columns.ts';
export type { FileRecord } from './file-record.ts';
export { type ReadOptions, type RecordFormat, readRecords, recordFormats } from './read-records.ts';
export { type RecordFault, RecordFaults, type Sentence } from './record-fault.ts';
export { type RecordValue, recordMediaTypes, type WriteOptions, writeRecords } from './write-records.ts';
