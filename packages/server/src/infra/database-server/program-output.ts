import type { ChildProcess } from 'node:child_process';

/** Waits for the end of a program and collects what it wrote. */
export async function finish(
  child: ChildProcess,
): Promise<{ code: number | null; output: string; errors: string }> {
  const texts = { output: '', errors: '' };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (texts.output += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (texts.errors += text));
  const code = await new Promise<number | null>((resolve) => {
    child.once('close', resolve);
    child.once('error', (error) => {
      texts.errors += error.message;
      resolve(null);
    });
  });
  return { code, ...texts };
}

/** The last line of a program's output that says something. */
export function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1)?.trim() ?? '';
}
