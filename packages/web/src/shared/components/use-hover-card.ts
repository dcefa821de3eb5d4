import { type CSSProperties, type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';

interface ShownCard<T> {
  subject: T;
  /** Place of what the card belongs to, inside the container. */
  style: CSSProperties;
}

export interface HoverCard<T> {
  card: ShownCard<T> | null;
  /** Stable; shows the card of what the pointer or the focus is on. */
  show: (target: Element, subject: T) => void;
  /** Stable; lets the card go a moment later, so that the pointer can move onto it. */
  leave: () => void;
  /** Stable; the pointer is on the card itself. */
  keep: () => void;
  close: () => void;
}

const LEAVE_MS = 160;

/** One card for many places, as hundreds of rows need not carry hundreds of floating elements. Escape takes it away. */
export function useHoverCard<T>(container: RefObject<HTMLElement | null>): HoverCard<T> {
  const [card, setCard] = useState<ShownCard<T> | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const keep = useCallback(() => clearTimeout(timer.current), []);
  const close = useCallback(() => {
    clearTimeout(timer.current);
    setCard(null);
  }, []);
  const leave = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setCard(null), LEAVE_MS);
  }, []);
  const show = useCallback(
    (target: Element, subject: T) => {
      clearTimeout(timer.current);
      const frame = container.current?.getBoundingClientRect();
      const box = target.getBoundingClientRect();
      if (frame === undefined) return;
      setCard({
        subject,
        style: {
          position: 'absolute',
          pointerEvents: 'none',
          left: box.left - frame.left,
          top: box.top - frame.top,
          width: box.width,
          height: box.height,
        },
      });
    },
    [container],
  );
  useEffect(() => () => clearTimeout(timer.current), []);
  const shown = card !== null;
  useEffect(() => {
    if (!shown) return;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') close();
    };
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, [shown, close]);
  return useMemo(() => ({ card, show, leave, keep, close }), [card, show, leave, keep, close]);
}
