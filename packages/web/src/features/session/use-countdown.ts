import { useCallback, useEffect, useState } from 'react';

/** Counts seconds down to zero by the clock, not by ticks: a sleeping laptop wakes up with the right number. */
export function useCountdown(): { secondsLeft: number; start: (seconds: number) => void } {
  const [endsAtMs, setEndsAtMs] = useState(0);
  const [secondsLeft, setSecondsLeft] = useState(0);

  useEffect(() => {
    if (endsAtMs === 0) return;
    const update = (): void => {
      const left = Math.max(0, Math.ceil((endsAtMs - Date.now()) / 1000));
      setSecondsLeft(left);
      if (left === 0) setEndsAtMs(0);
    };
    update();
    const timer = setInterval(update, 500);
    return () => clearInterval(timer);
  }, [endsAtMs]);

  const start = useCallback((seconds: number) => setEndsAtMs(Date.now() + seconds * 1000), []);
  return { secondsLeft, start };
}
