import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { Shortcut } from './shortcuts.ts';

function rowLinks(body: HTMLElement | null): HTMLElement[] {
  return [...(body?.querySelectorAll<HTMLElement>('[data-row-link]') ?? [])];
}

function focusedRow(body: HTMLElement | null): number {
  const active = document.activeElement;
  return rowLinks(body).findIndex((link) => link === active || link.closest('tr')?.contains(active) === true);
}

/**
 * `j` and `k` move through the rows of a list, `x` selects, Enter opens.
 *
 * The keyboard's place is the real focus on the row's link, so it survives live changes and is read out.
 */
export function useListKeys(
  body: RefObject<HTMLElement | null>,
  onSelect?: (row: number) => void,
): Shortcut[] {
  const { t } = useTranslation();
  const move = (step: number): void => {
    const links = rowLinks(body.current);
    const at = focusedRow(body.current);
    const next =
      at === -1 ? (step > 0 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, at + step));
    links[next]?.focus();
    links[next]?.closest('tr')?.scrollIntoView({ block: 'nearest' });
  };
  const keys: Shortcut[] = [
    { keys: 'j', label: t('keys.next'), run: () => move(1) },
    { keys: 'k', label: t('keys.previous'), run: () => move(-1) },
    {
      keys: 'Enter',
      label: t('keys.open'),
      run: () => rowLinks(body.current)[focusedRow(body.current)]?.click(),
    },
  ];
  if (onSelect === undefined) return keys;
  return [
    ...keys,
    {
      keys: 'x',
      label: t('keys.select'),
      run: () => {
        const at = focusedRow(body.current);
        if (at !== -1) onSelect(at);
      },
    },
  ];
}
