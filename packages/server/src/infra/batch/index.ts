export { BatchError, GroupCommit, type GroupCommitOptions } from './group-commit.ts';
