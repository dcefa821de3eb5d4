/** Something without which nothing can be measured: a server does not start, an answer is not what it must be. */
export class BenchError extends Error {
  override readonly name = 'BenchError';
}
