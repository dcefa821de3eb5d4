import { useFormat } from '../i18n/index.ts';
import { useNow } from '../live/ticker.ts';

/** A time as people say it, the exact one on hover. */
export function RelativeTime({ iso }: { iso: string }) {
  const format = useFormat();
  const now = useNow();
  return (
    <time dateTime={iso} title={format.exact(iso)}>
      {format.relative(iso, now)}
    </time>
  );
}
