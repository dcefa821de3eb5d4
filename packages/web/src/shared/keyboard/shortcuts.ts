import { useEffect, useRef, useSyncExternalStore } from 'react';

export interface Shortcut {
  /** `KeyboardEvent.key`, with `mod+` in front for Ctrl or Command: `j`, `/`, `?`, `Enter`, `mod+k`. */
  keys: string;
  label: string;
  run: (event: KeyboardEvent) => void;
}

export interface ShortcutGroup {
  title: string;
  shortcuts: Shortcut[];
}

let groups: readonly ShortcutGroup[] = [];
const listeners = new Set<() => void>();

function change(next: readonly ShortcutGroup[]): void {
  groups = next;
  for (const notify of listeners) notify();
}

/** Whether a key belongs to what has the focus: text being typed, or an open dialog or menu. */
function isTaken(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.matches('input:not([type=checkbox]), textarea, select')) return true;
  if (target.closest('[role=menu], [role=listbox], [role=dialog]') !== null) return true;
  return document.querySelector('[role=dialog][aria-modal=true]') !== null;
}

function namesOf(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return event.ctrlKey || event.metaKey ? `mod+${key}` : key;
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.altKey) return;
  const name = namesOf(event);
  if (!name.startsWith('mod+') && isTaken(event)) return;
  // Enter and space belong to a focused button or link.
  if ((name === 'Enter' || name === ' ') && event.target instanceof HTMLElement) {
    if (event.target.closest('button, a, summary, label, input') !== null) return;
  }
  for (const group of groups.toReversed()) {
    const shortcut = group.shortcuts.find((candidate) => candidate.keys === name);
    if (shortcut === undefined) continue;
    event.preventDefault();
    shortcut.run(event);
    return;
  }
}

/** Listens for the keys of all groups; called once by the app. */
export function useShortcutListener(): void {
  useEffect(() => {
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

/** Offers keys while the component is shown; the keyboard help lists them under `title`. */
export function useShortcuts(title: string, shortcuts: Shortcut[]): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  const signature = shortcuts.map((shortcut) => `${shortcut.keys}\t${shortcut.label}`).join('\n');
  useEffect(() => {
    const group: ShortcutGroup = {
      title,
      shortcuts: signature.split('\n').map((line) => {
        const [keys = '', label = ''] = line.split('\t');
        return {
          keys,
          label,
          run: (event) => latest.current.find((shortcut) => shortcut.keys === keys)?.run(event),
        };
      }),
    };
    change([...groups, group]);
    return () => change(groups.filter((other) => other !== group));
  }, [title, signature]);
}

/** The groups of keys that work on the present page. */
export function useShortcutGroups(): readonly ShortcutGroup[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => groups,
  );
}
