import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { Changes } from '../../shared/list/search-params.ts';
import { searchTerms } from '../../shared/text/find-text.ts';
import type { ConfigurationView } from './row-view.ts';

/** The address follows the search a moment after the last key. */
const ADDRESS_DELAY_MS = 300;

export interface Find {
  /** What has been typed. */
  text: string;
  /** The view with the search that is shown: it follows what is typed without ever keeping a key waiting. */
  shown: ConfigurationView;
  /** Words to mark in what is shown. */
  terms: readonly string[];
  search: (text: string) => void;
  /** Changes the view; a search that is under way counts for nothing then, unless the change has one. */
  change: (changes: Changes<ConfigurationView>) => void;
}

/** The search of the area, apart from the address, which is too slow for every key. */
export function useFind(
  view: ConfigurationView,
  onView: (changes: Changes<ConfigurationView>) => void,
): Find {
  const [text, setText] = useState(view.find ?? '');
  const sent = useRef(view.find ?? '');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  // Back, forward or a link.
  useEffect(() => {
    const next = view.find ?? '';
    if (next === sent.current) return;
    sent.current = next;
    setText(next);
  }, [view.find]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const change = useCallback(
    (changes: Changes<ConfigurationView>) => {
      clearTimeout(timer.current);
      if ('find' in changes) {
        sent.current = changes.find ?? '';
        setText(sent.current);
      }
      onView(changes);
    },
    [onView],
  );
  const search = useCallback(
    (next: string) => {
      setText(next);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => {
        sent.current = next;
        onView({ find: next === '' ? undefined : next });
      }, ADDRESS_DELAY_MS);
    },
    [onView],
  );

  const { section, show } = view;
  const shownText = useDeferredValue(text);
  const shown = useMemo<ConfigurationView>(
    () => ({
      ...(section === undefined ? {} : { section }),
      ...(show === undefined ? {} : { show }),
      ...(shownText === '' ? {} : { find: shownText }),
    }),
    [section, show, shownText],
  );
  const terms = useMemo(() => searchTerms(shownText), [shownText]);
  return { text, shown, terms, search, change };
}
