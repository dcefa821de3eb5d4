import { Button, Menu } from '@mantine/core';
import { IconSearchOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import {
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useDeferredValue,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import type { Catalog } from '../../api/types.ts';
import { ConfirmDialog } from '../../shared/components/confirm-dialog.tsx';
import { EmptyMessage, LoadError } from '../../shared/components/messages.tsx';
import { Panel } from '../../shared/components/page.tsx';
import { useAnchor } from '../../shared/components/use-anchor.tsx';
import { useHoverCard } from '../../shared/components/use-hover-card.ts';
import { useShortcuts } from '../../shared/keyboard/shortcuts.ts';
import type { Changes } from '../../shared/list/search-params.ts';
import { JobProgress } from '../jobs/index.ts';
import { catalogQuery, isOldPhone } from '../parameters/index.ts';
import { type AreaAction, AreaHeader } from './area-header.tsx';
import { AreaSkeleton } from './area-skeleton.tsx';
import { AreaTools } from './area-tools.tsx';
import { firstFault, summarize, takeOver } from './changes.ts';
import classes from './configuration-area.module.css';
import {
  type ConfiguredElement,
  modelsOf,
  phoneCount,
  type SubmitDialogProps,
} from './configured-element.ts';
import { type Draft, type DraftScope, draftStore, useDrafts } from './drafts.ts';
import { followJob, unfollowJob, useFollowedJobs } from './followed-jobs.ts';
import { OldPhones } from './old-phones.ts';
import { type CardSubject, RowCard } from './row-card.tsx';
import { RowList, type WantedRow } from './row-list.tsx';
import { RowMenu } from './row-menu.tsx';
import { type ConfigurationView, countShown, listSections, visibleRows } from './row-view.ts';
import { useRowLabel } from './row-words.ts';
import type { ConfigurationRow, ValueKey } from './rows.ts';
import { type SearchIndex, searchIndexOf } from './search-index.ts';
import { SectionTree } from './section-tree.tsx';
import { TakeOverAll } from './take-over-all.tsx';
import { useAreaRows, useDraftRows, useRuleNotes } from './use-area-rows.ts';
import { useFind } from './use-find.ts';

const INDEX_AFTER_MS = 200;

const NO_OBJECTIONS: ReadonlyMap<ValueKey, string> = new Map();

interface ConfigurationAreaProps {
  element: ConfiguredElement;
  /** Properties of the element, for the header. Stable. */
  subject: ReactNode;
  draftScope: DraftScope;
  view: ConfigurationView;
  /** Stable. */
  onView: (changes: Changes<ConfigurationView>) => void;
  submitDialog: (props: SubmitDialogProps) => ReactNode;
  /** Asks the phones for their values, where there are phones. */
  onRefresh?: (() => void) | undefined;
  /** Makes desired what a single phone reports, at once. */
  onTakeOver?: ((rows: readonly ConfigurationRow[]) => void) | undefined;
  /** Tells every change of one value, where they are kept. */
  historyDialog?: ((row: ConfigurationRow, onClose: () => void) => ReactNode) | undefined;
  /** Leads from a section to a view made for it. */
  sectionLinks?: Readonly<Record<string, ReactNode>>;
}

/** The parameters of clients, a mobile user or a template: search, compare, edit, submit. */
export function ConfigurationArea(props: ConfigurationAreaProps) {
  const { element } = props;
  const catalog = useQuery(catalogQuery);
  const rows = useAreaRows(catalog.data, element);

  const error = catalog.error ?? element.error;
  if (error !== null && rows.length === 0) {
    const retry = (): void => {
      if (catalog.isError) void catalog.refetch();
      element.retry();
    };
    return (
      <Panel>
        <LoadError error={error} onRetry={retry} />
      </Panel>
    );
  }
  if (element.loading || catalog.data === undefined) return <AreaSkeleton />;
  return <LoadedArea {...props} rows={rows} catalog={catalog.data} />;
}

interface LoadedAreaProps extends ConfigurationAreaProps {
  rows: readonly ConfigurationRow[];
  catalog: Catalog;
}

function LoadedArea(props: LoadedAreaProps) {
  const { element, subject, draftScope, view, onView, rows: known, catalog } = props;
  const { submitDialog, historyDialog, onRefresh, onTakeOver } = props;
  const { t } = useTranslation();
  const label = useRowLabel();
  const drafts = useDrafts(draftScope.key);
  const followed = useFollowedJobs(draftScope.key);
  const find = useFind(view, onView);
  const [submitting, setSubmitting] = useState(false);
  const [discarding, setDiscarding] = useState(false);
  const [minimized, setMinimized] = useState(false);
  const [strict, setStrict] = useState(false);
  const [historyOf, setHistoryOf] = useState<ConfigurationRow | null>(null);
  const [wanted, setWanted] = useState<WantedRow | null>(null);
  const [active, setActive] = useState<string | null>(null);
  const [objections, setObjections] = useState<ReadonlyMap<ValueKey, string>>(NO_OBJECTIONS);
  const searchRef = useRef<HTMLInputElement>(null);
  const area = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const menu = useAnchor<ConfigurationRow>(frame);
  const hover = useHoverCard<CardSubject>(frame);
  const phones = phoneCount(element);

  // The field that is typed in shows a change at once; whatever else follows from it a moment later.
  const settled = useDeferredValue(drafts);
  const rows = useDraftRows(known, catalog, element, settled);
  const oldPhones = useMemo(() => modelsOf(element).some(isOldPhone), [element]);
  const sections = useMemo(() => listSections(rows, settled), [rows, settled]);
  const counts = useMemo(() => countShown(rows, settled), [rows, settled]);
  const notes = useRuleNotes(catalog.relations, rows, settled);
  const { shown, terms, change: changeView } = find;
  const everywhere = terms.length > 0 || shown.show !== undefined;
  const section = everywhere
    ? undefined
    : (sections.find((entry) => entry.section === shown.section)?.section ?? sections[0]?.section);
  // A change does not take its row away, unless the filter is on changes.
  const filterDrafts = shown.show === 'changed' ? settled : null;
  const visible = useMemo(
    () =>
      visibleRows(
        rows,
        section === undefined ? shown : { ...shown, section },
        filterDrafts ?? NO_DRAFTS,
        shown.find === undefined ? NO_INDEX : searchIndexOf(catalog),
      ),
    [rows, shown, section, filterDrafts, catalog],
  );
  const changes = useMemo(() => summarize(rows, settled), [rows, settled]);
  const activeId = terms.length > 0 && visible.some((row) => row.id === active) ? active : null;

  useShortcuts(t('configuration.title'), [
    { keys: '/', label: t('configuration.search'), run: () => searchRef.current?.focus() },
  ]);
  // Ready before the first key of a search, but not in the way of the first rows.
  useEffect(() => {
    const timer = setTimeout(() => searchIndexOf(catalog), INDEX_AFTER_MS);
    return () => clearTimeout(timer);
  }, [catalog]);
  useTopOnChange(frame, `${section ?? ''}/${shown.show ?? ''}/${shown.find ?? ''}`);

  const change = useCallback(
    (row: ConfigurationRow, draft: Draft | null) => {
      draftStore.change(draftScope, row.key, draft);
      setObjections((before) => without(before, row.key));
    },
    [draftScope],
  );
  const openMenu = menu.open;
  const onMenu = useCallback((target: Element, row: ConfigurationRow) => openMenu(target, row), [openMenu]);
  const onReached = useCallback(() => setWanted(null), []);
  /** Brings a row into sight, wherever it stands, with the focus in its editor. */
  const go = useCallback(
    (row: ConfigurationRow) => {
      changeView({ section: row.section, show: undefined, find: undefined });
      setWanted({ id: row.id, focus: true });
    },
    [changeView],
  );
  const showFaulty = (row: ConfigurationRow | undefined): void => {
    setStrict(true);
    changeView({ show: 'changed', find: undefined });
    if (row !== undefined) setWanted({ id: row.id, focus: true });
  };

  const submit = (): void => {
    const faulty = firstFault(rows, drafts, notes, oldPhones);
    if (faulty === undefined) setSubmitting(true);
    else showFaulty(faulty);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp' && event.key !== 'Enter') return;
    const at = visible.findIndex((row) => row.id === activeId);
    const next = event.key === 'Enter' ? Math.max(at, 0) : at + (event.key === 'ArrowDown' ? 1 : -1);
    const row = visible[Math.min(Math.max(next, 0), visible.length - 1)];
    if (row === undefined || event.currentTarget.value.trim() === '') return;
    event.preventDefault();
    setActive(row.id);
    setWanted({ id: row.id, focus: event.key === 'Enter' });
  };
  const act = (action: AreaAction): void => {
    if (action === 'minimize') setMinimized(!minimized);
    else if (action === 'refresh') onRefresh?.();
    else if (action === 'discard') setDiscarding(true);
    else submit();
  };
  // Stable, so that header and search are not drawn again for each key in a field.
  const latest = useRef({ onKeyDown, act });
  useEffect(() => {
    latest.current = { onKeyDown, act };
  });
  const onSearchKey = useCallback(
    (event: KeyboardEvent<HTMLInputElement>) => latest.current.onKeyDown(event),
    [],
  );
  const onAction = useCallback((action: AreaAction) => latest.current.act(action), []);
  const onShow = useCallback((show: ConfigurationView['show']) => changeView({ show }), [changeView]);
  const onSection = useCallback(
    (next: string) => changeView({ section: next, show: undefined, find: undefined }),
    [changeView],
  );

  // Of several phones it is a change like any other; one phone has the value already, so nothing is sent.
  const takeOverOf = (taken: readonly ConfigurationRow[]): void => {
    for (const row of taken) change(row, onTakeOver === undefined ? takeOver(row) : null);
    onTakeOver?.(taken);
  };

  return (
    <div ref={area} className={classes['area']}>
      {followed.map((jobId) => (
        <JobProgress key={jobId} jobId={jobId} onClose={() => unfollowJob(draftScope.key, jobId)} />
      ))}
      <div ref={frame} className={classes['frame']}>
        <div className={classes['bar']}>
          <AreaHeader
            subject={subject}
            canRefresh={onRefresh !== undefined}
            changeCount={changes.length}
            minimized={minimized}
            onAction={onAction}
          />
          {minimized ? null : (
            <AreaTools
              inputRef={searchRef}
              find={find.text}
              show={view.show}
              counts={counts}
              onSearch={find.search}
              onShow={onShow}
              onKeyDown={onSearchKey}
            />
          )}
        </div>
        <div className="df-visually-hidden" aria-live="polite">
          {terms.length === 0 ? null : t('configuration.found', { count: visible.length })}{' '}
          {activeId === null ? null : visible.filter((row) => row.id === activeId).map(label)}
        </div>
        {minimized ? null : (
          <div className={classes['body']}>
            <SectionTree sections={sections} current={section} onSelect={onSection} />
            <div className={classes['content']}>
              {visible.length === 0 ? (
                <EmptyMessage
                  icon={<IconSearchOff size={28} stroke={1.5} />}
                  title={t('configuration.nothingFound')}
                  action={
                    <Button
                      variant="default"
                      onClick={() => changeView({ show: undefined, find: undefined })}
                    >
                      {t('configuration.showAll')}
                    </Button>
                  }
                >
                  {t('configuration.nothingFoundText')}
                </EmptyMessage>
              ) : (
                <OldPhones value={oldPhones}>
                  {shown.show === 'drift' ? (
                    <TakeOverAll rows={visible} atOnce={onTakeOver !== undefined} onTakeOver={takeOverOf} />
                  ) : null}
                  <RowList
                    rows={visible}
                    whole={section !== undefined}
                    lists={catalog.lists}
                    sections={sections}
                    drafts={drafts}
                    clientCount={phones}
                    strict={strict}
                    objections={objections}
                    notes={notes}
                    terms={terms}
                    activeId={activeId}
                    wanted={wanted}
                    cards={hover}
                    onChange={change}
                    onMenu={onMenu}
                    onGo={go}
                    onReached={onReached}
                    links={props.sectionLinks}
                  />
                </OldPhones>
              )}
            </div>
          </div>
        )}
        <RowCard hover={hover} />
        {menu.anchored === null ? null : (
          <Menu opened onChange={(opened) => (opened ? undefined : menu.close())} position="bottom-end">
            <Menu.Target>
              <button
                type="button"
                style={menu.anchored.style}
                className={classes['ghost']}
                tabIndex={-1}
                aria-hidden
              />
            </Menu.Target>
            <Menu.Dropdown>
              <RowMenu
                row={menu.anchored.subject}
                draft={drafts.get(menu.anchored.subject.key)}
                stored={phones === 0}
                onChange={change}
                onTakeOver={(row) => takeOverOf([row])}
                onHistory={historyDialog === undefined ? undefined : setHistoryOf}
              />
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
      {submitting
        ? submitDialog({
            changes,
            notes,
            onSubmitted: (jobId) => {
              draftStore.discard(draftScope.key);
              setSubmitting(false);
              setStrict(false);
              if (jobId !== null) followJob(draftScope.key, jobId);
              area.current?.scrollIntoView({ block: 'start' });
              if (view.show === 'changed') changeView({ show: undefined });
            },
            onRefused: (refused) => {
              setObjections(refused);
              showFaulty(rows.find((row) => refused.has(row.key)));
            },
            onClose: () => setSubmitting(false),
          })
        : null}
      {discarding ? (
        <ConfirmDialog
          title={t('configuration.discardTitle', { count: changes.length })}
          confirmLabel={t('configuration.discardConfirm')}
          count={changes.length}
          onConfirm={async () => draftStore.discard(draftScope.key)}
          onClose={() => setDiscarding(false)}
        >
          {t('configuration.discardText')}
        </ConfirmDialog>
      ) : null}
      {historyOf === null ? null : historyDialog?.(historyOf, () => setHistoryOf(null))}
    </div>
  );
}

const NO_DRAFTS: ReadonlyMap<ValueKey, Draft> = new Map();
const NO_INDEX: SearchIndex = new Map();

/** Shows another list from its beginning, as a page of its own would be. */
function useTopOnChange(frame: { current: HTMLElement | null }, what: string): void {
  const before = useRef(what);
  useEffect(() => {
    if (before.current === what) return;
    before.current = what;
    const top = frame.current?.getBoundingClientRect().top ?? 0;
    const wantedTop =
      Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--df-header')) || 0;
    if (top < wantedTop) window.scrollBy({ top: top - wantedTop, behavior: 'instant' });
  }, [frame, what]);
}

function without(objections: ReadonlyMap<ValueKey, string>, key: ValueKey): ReadonlyMap<ValueKey, string> {
  if (!objections.has(key)) return objections;
  return new Map([...objections].filter(([other]) => other !== key));
}
