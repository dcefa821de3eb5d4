import { type CSSProperties, type RefObject, useCallback, useRef, useState } from 'react';

export interface Anchored<T> {
  subject: T;
  style: CSSProperties;
}

/**
 * One popover or menu for many places: remembers which button was pressed and where it stands inside `container`,
 * so that a hundred rows need not carry a hundred floating elements each.
 */
export function useAnchor<T>(container: RefObject<HTMLElement | null>): {
  anchored: Anchored<T> | null;
  open: (target: Element, subject: T) => void;
  close: () => void;
} {
  const [anchored, setAnchored] = useState<Anchored<T> | null>(null);
  const opener = useRef<HTMLElement>(null);
  const open = useCallback(
    (target: Element, subject: T) => {
      const frame = container.current?.getBoundingClientRect();
      const box = target.getBoundingClientRect();
      if (frame === undefined) return;
      opener.current = target instanceof HTMLElement ? target : null;
      setAnchored({
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
  const close = useCallback(() => {
    setAnchored(null);
    // What was opened is taken away at once, so the focus it held is given back here.
    const pressed = opener.current;
    opener.current = null;
    if (pressed?.isConnected === true) pressed.focus({ preventScroll: true });
  }, []);
  return { anchored, open, close };
}
