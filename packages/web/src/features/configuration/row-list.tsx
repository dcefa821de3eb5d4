import { defaultRangeExtractor, type Range, useWindowVirtualizer } from '@tanstack/react-virtual';
import {
  memo,
  type ReactNode,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import type { ParameterList } from '../parameters/index.ts';
import classes from './configuration-area.module.css';
import { ConfigurationRow } from './configuration-row.tsx';
import type { Draft, Drafts } from './drafts.ts';
import { listItems, placeOfRow } from './list-items.ts';
import { BlockEditor } from './lists/block-editor.tsx';
import type { RowCards } from './row-card.tsx';
import type { RuleNotes } from './row-rules.ts';
import type { SectionEntry } from './row-view.ts';
import { OTHER_SECTION, type ConfigurationRow as Row, type ValueKey } from './rows.ts';
import { useSectionWords } from './section-tree.tsx';

/** Heights before a row has been measured, in pixels. */
const ROW_HEIGHT = 57;
const HEADING_HEIGHT = 47;

/** Rows drawn above and below what is in sight. */
const OVERSCAN = 4;

/** A row that is to be brought into sight. */
export interface WantedRow {
  id: string;
  /** Whether its editor gets the focus as well. */
  focus: boolean;
}

interface RowListProps {
  rows: readonly Row[];
  /** Whether they are all of a section, so that lists and grids are complete. */
  whole: boolean;
  /** Parameters that belong together entry by entry. */
  lists: readonly ParameterList[];
  sections: readonly SectionEntry[];
  drafts: Drafts;
  clientCount: number;
  strict: boolean;
  /** The server's objections to changes that it did not take. */
  objections: ReadonlyMap<ValueKey, string>;
  notes: RuleNotes;
  terms: readonly string[];
  /** Id of the row that the keys of the search are on. */
  activeId: string | null;
  wanted: WantedRow | null;
  cards: RowCards;
  onChange: (row: Row, draft: Draft | null) => void;
  onMenu: (target: Element, row: Row) => void;
  onGo: (row: Row) => void;
  onReached: () => void;
  /** By section, beside its title: leads to a view made for it. */
  links?: Readonly<Record<string, ReactNode>> | undefined;
}

/** The rows under the headings of their sections, of which only those in sight are drawn. */
export const RowList = memo(function RowList(props: RowListProps) {
  const { rows, sections, drafts, clientCount, strict, objections, notes, terms, activeId, wanted, cards } =
    props;
  const { whole, lists, links, onChange, onMenu, onGo, onReached } = props;
  const items = useMemo(() => listItems(rows, sections, lists, whole), [rows, sections, lists, whole]);
  const list = useRef<HTMLDivElement>(null);
  const [offset, setOffset] = useState(0);
  // The row with the focus stays, however far away it is scrolled: typing must not end there.
  const focused = useRef<string | null>(null);
  const extractRange = useCallback(
    (range: Range) => {
      const drawn = defaultRangeExtractor(range);
      const kept = focused.current === null ? -1 : items.findIndex((item) => item.id === focused.current);
      return kept === -1 || drawn.includes(kept) ? drawn : [...drawn, kept].toSorted((a, b) => a - b);
    },
    [items],
  );

  const virtualizer = useWindowVirtualizer({
    count: items.length,
    estimateSize: (at) => (items[at]?.kind === 'heading' ? HEADING_HEIGHT : ROW_HEIGHT),
    getItemKey: (at) => items[at]?.id ?? at,
    overscan: OVERSCAN,
    scrollMargin: offset,
    rangeExtractor: extractRange,
    useFlushSync: false,
  });

  // What stands above the list may change its height: messages, progress of a job, the header.
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return;
    const place = (): void => setOffset(Math.round(element.getBoundingClientRect().top + window.scrollY));
    place();
    const observer = new ResizeObserver(place);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    if (wanted === null) return;
    const at = placeOfRow(items, wanted.id);
    if (at === -1) return;
    virtualizer.scrollToIndex(at, { align: wanted.focus ? 'center' : 'auto' });
    if (!wanted.focus) {
      onReached();
      return;
    }
    let tries = 0;
    const focusIt = (): void => {
      tries += 1;
      const drawn = list.current?.querySelector(`[data-index="${at}"]`);
      const editor =
        drawn?.querySelector<HTMLElement>(FOCUSABLE) ?? drawn?.querySelector<HTMLElement>('button');
      if (editor === null || editor === undefined) {
        if (tries < 20) frame = requestAnimationFrame(focusIt);
        return;
      }
      editor.focus({ preventScroll: tries > 1 });
      onReached();
    };
    let frame = requestAnimationFrame(focusIt);
    return () => cancelAnimationFrame(frame);
  }, [wanted, items, virtualizer, onReached]);

  useEffect(() => {
    const element = list.current;
    if (element === null) return;
    const onFocus = ({ target }: Event): void => {
      focused.current =
        target instanceof Element ? (target.closest('[data-item]')?.getAttribute('data-item') ?? null) : null;
    };
    const onBlur = (): void => {
      focused.current = null;
    };
    element.addEventListener('focusin', onFocus);
    element.addEventListener('focusout', onBlur);
    return () => {
      element.removeEventListener('focusin', onFocus);
      element.removeEventListener('focusout', onBlur);
    };
  }, []);

  return (
    <div ref={list} className={classes['rows']} style={{ height: virtualizer.getTotalSize() }}>
      {virtualizer.getVirtualItems().map(({ index, key, start }) => {
        const item = items[index];
        if (item === undefined) return null;
        return (
          <div
            key={key}
            ref={virtualizer.measureElement}
            data-index={index}
            data-item={item.id}
            className={classes['item']}
            style={{ transform: `translateY(${start - virtualizer.options.scrollMargin}px)` }}
          >
            {item.kind === 'heading' ? (
              <SectionHeading section={item.section} link={links?.[item.section.section]} />
            ) : item.block.kind === 'row' ? (
              <ConfigurationRow
                row={item.block.row}
                draft={drafts.get(item.block.row.key)}
                clientCount={clientCount}
                strict={strict}
                objection={objections.get(item.block.row.key)}
                note={notes.get(item.block.row.id)}
                terms={terms}
                active={item.block.row.id === activeId}
                cards={cards}
                onChange={onChange}
                onMenu={onMenu}
                onGo={onGo}
              />
            ) : (
              <BlockEditor
                block={item.block}
                drafts={drafts}
                clientCount={clientCount}
                strict={strict}
                objections={objections}
                onChange={onChange}
                onMenu={onMenu}
              />
            )}
          </div>
        );
      })}
    </div>
  );
});

/** What of an editor takes the focus first. */
const FOCUSABLE = [
  '[aria-invalid="true"]:not(:disabled)',
  '[data-editor] :is(input, select, textarea):not(:disabled)',
  '[data-editor] button:not(:disabled)',
].join(', ');

interface SectionHeadingProps {
  section: SectionEntry;
  link: ReactNode;
}

const SectionHeading = memo(function SectionHeading({ section, link }: SectionHeadingProps) {
  const { t } = useTranslation();
  const words = useSectionWords();
  return (
    <div className={classes['heading']}>
      <h2>
        {section.menu === null ? null : <span className={classes['path']}>{words.menu(section)} › </span>}
        {words.title(section)}
      </h2>
      {link}
      {section.section === OTHER_SECTION ? <p>{t('configuration.otherText')}</p> : null}
    </div>
  );
});
