/**
 * Runs at once and then at most once per interval; calls in between are kept as one later run.
 *
 * @returns the throttled function; its `cancel` drops a run that still waits.
 */
export function throttle(run: () => void, intervalMs: number): (() => void) & { cancel: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wanted = false;

  const tick = (): void => {
    timer = undefined;
    if (!wanted) return;
    wanted = false;
    run();
    timer = setTimeout(tick, intervalMs);
  };

  const throttled = (): void => {
    if (timer !== undefined) {
      wanted = true;
      return;
    }
    run();
    timer = setTimeout(tick, intervalMs);
  };

  return Object.assign(throttled, {
    cancel: () => {
      clearTimeout(timer);
      timer = undefined;
      wanted = false;
    },
  });
}
