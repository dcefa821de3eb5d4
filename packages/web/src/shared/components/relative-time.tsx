import { type Format, useFormat } from '../i18n/index.ts';
import { useNow } from '../live/ticker.ts';

/** A time as people say it, the exact one on hover. */
export function RelativeTime({ iso }: { iso: string }) {
  return <TimeIn iso={iso} format={useFormat()} />;
}

/** The same with the formats at hand, for lists. */
export function TimeIn({ iso, format }: { iso: string; format: Format }) {
  const now = useNow();
  return (
    <time dateTime={iso} title={format.exact(iso)}>
      {format.relative(iso, now)}
    </time>
  );
}
