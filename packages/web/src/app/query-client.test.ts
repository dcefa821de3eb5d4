import { QueryObserver } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import { LiveQueryClient } from './query-client.ts';

it('what changes while its first answer is on its way is read again, whoever shows it', async () => {
  const client = new LiveQueryClient();
  const answers: ((value: string) => void)[] = [];
  const queryFn = () => new Promise<string>((resolve) => answers.push(resolve));
  const observer = new QueryObserver(client, { queryKey: ['jobs', 'one', '1'], queryFn });
  const stop = observer.subscribe(() => {});
  const changed = client.invalidateQueries({ queryKey: ['jobs'] });
  answers[0]?.('before the change');
  await expect.poll(() => answers.length).toBe(2);
  answers[1]?.('after the change');
  await changed;
  expect(observer.getCurrentResult().data).toBe('after the change');
  stop();
});

it('what is only being prepared counts as stale when it changes meanwhile', async () => {
  const client = new LiveQueryClient();
  let answer: (value: string) => void = () => {};
  const queryFn = () => new Promise<string>((resolve) => (answer = resolve));
  const prepared = client.prefetchQuery({ queryKey: ['clients'], queryFn });
  const changed = client.invalidateQueries({ queryKey: ['clients'] });
  answer('before the change');
  await Promise.all([prepared, changed]);
  expect(client.getQueryState(['clients'])).toMatchObject({ data: 'before the change', isInvalidated: true });
});
