import type { ContentProblem, FileFacts, FileFormat } from '../file-facts.ts';

/** What a reader of one format found in a content. */
export interface Findings {
  readonly facts: FileFacts & { readonly format: FileFormat };
  readonly softwareType?: string;
  readonly softwareVersion?: string;
  readonly models?: readonly string[];
  readonly problems: readonly ContentProblem[];
}

/** Header or end of the content are not what its format needs. */
export function broken(format: FileFormat, detail: string): ContentProblem {
  return { code: 'broken', params: { format, detail } };
}

/** The content says of itself that it is longer than what has come. */
export function truncated(format: FileFormat, expected: number, size: number): ContentProblem {
  return { code: 'truncated', params: { format, expected, size } };
}
