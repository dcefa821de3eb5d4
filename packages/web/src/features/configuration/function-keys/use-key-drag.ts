import { type PointerEvent as ReactPointerEvent, useEffect, useRef, useState } from 'react';

export interface KeyDrag {
  source: number;
  /** The key under the pointer. */
  over: number | null;
  copy: boolean;
  x: number;
  y: number;
}

interface Handlers {
  onDrop: (source: number, target: number, copy: boolean) => void;
  /** The pointer rests on the tab of another page. */
  onPage: (page: string) => void;
}

/** How far the pointer moves before a press is a drag, in pixels. */
const THRESHOLD = 6;
/** How long it rests on a tab before that page opens. */
const REST_MS = 450;

function under(event: PointerEvent, attribute: string): string | null {
  const element = document.elementFromPoint(event.clientX, event.clientY);
  return element?.closest(`[${attribute}]`)?.getAttribute(attribute) ?? null;
}

/**
 * Dragging of keys by mouse or pen; on touch screens a drag scrolls, and the panel's buttons do the same work.
 * With Alt held when it is dropped the key is copied.
 */
export function useKeyDrag(handlers: Handlers) {
  const [drag, setDrag] = useState<KeyDrag | null>(null);
  const stop = useRef<(() => void) | null>(null);
  // A press that became a drag must not open the key as well.
  const dragged = useRef(false);
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  useEffect(() => () => stop.current?.(), []);

  const start = (source: number, event: ReactPointerEvent): void => {
    dragged.current = false;
    if (event.pointerType === 'touch' || event.button !== 0) return;
    const origin = { x: event.clientX, y: event.clientY };
    let current: KeyDrag | null = null;
    let rest: { page: string; timer: ReturnType<typeof setTimeout> } | null = null;
    const show = (next: KeyDrag | null): void => {
      current = next;
      setDrag(next);
    };
    const restOn = (page: string | null): void => {
      if (rest?.page === page) return;
      if (rest !== null) clearTimeout(rest.timer);
      rest = page === null ? null : { page, timer: setTimeout(() => latest.current.onPage(page), REST_MS) };
    };
    const move = (moved: PointerEvent): void => {
      const far = Math.hypot(moved.clientX - origin.x, moved.clientY - origin.y) > THRESHOLD;
      if (current === null && !far) return;
      dragged.current = true;
      moved.preventDefault();
      const over = under(moved, 'data-key');
      restOn(under(moved, 'data-page'));
      show({
        source,
        over: over === null ? null : Number(over),
        copy: moved.altKey,
        x: moved.clientX,
        y: moved.clientY,
      });
    };
    const end = (): void => {
      restOn(null);
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', drop);
      window.removeEventListener('pointercancel', end);
      window.removeEventListener('keydown', onKey, true);
      window.removeEventListener('keyup', onKey, true);
      stop.current = null;
      show(null);
      // The click that ends a drag comes at once; whatever comes later is meant as a click.
      setTimeout(() => {
        dragged.current = false;
      });
    };
    const drop = (released: PointerEvent): void => {
      const target = current?.over ?? null;
      const wasDrag = current !== null;
      end();
      if (wasDrag && target !== null && target !== source)
        latest.current.onDrop(source, target, released.altKey);
    };
    const onKey = (event: KeyboardEvent): void => {
      if (current === null) return;
      if (event.key === 'Escape') end();
      else if (event.key === 'Alt') show({ ...current, copy: event.type === 'keydown' });
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    stop.current?.();
    stop.current = end;
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', drop);
    window.addEventListener('pointercancel', end);
    window.addEventListener('keydown', onKey, true);
    window.addEventListener('keyup', onKey, true);
  };

  return { drag, start, wasDragged: () => dragged.current };
}
