import { Button, Menu } from '@mantine/core';
import { IconArrowBackUp, IconArrowDownLeft, IconCopy, IconEraser, IconSearchOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientScope } from '../../../api/types.ts';
import { ConfirmDialog } from '../../../shared/components/confirm-dialog.tsx';
import { EmptyMessage, LoadError } from '../../../shared/components/messages.tsx';
import { Panel } from '../../../shared/components/page.tsx';
import { SearchField } from '../../../shared/components/search-field.tsx';
import { useAnchor } from '../../../shared/components/use-anchor.tsx';
import { useFormat, useLanguage } from '../../../shared/i18n/index.ts';
import { useShortcuts } from '../../../shared/keyboard/shortcuts.ts';
import type { Changes } from '../../../shared/list/search-params.ts';
import { JobProgress } from '../../jobs/index.ts';
import { catalogQuery } from '../../parameters/index.ts';
import { AreaSkeleton } from './area-skeleton.tsx';
import { firstFault, summarize, takeOver } from './changes.ts';
import classes from './configuration-area.module.css';
import { type Draft, type DraftScope, draftStore, useDrafts } from './drafts.ts';
import { followJob, unfollowJob, useFollowedJobs } from './followed-jobs.ts';
import { RowList } from './row-list.tsx';
import { type ConfigurationView, countShown, listSections, SHOW_FILTERS, visibleRows } from './row-view.ts';
import { buildRows, type ConfigurationRow, scopesOf, type ValueKey } from './rows.ts';
import { SectionTree } from './section-tree.tsx';
import { SubmitDialog } from './submit-dialog.tsx';
import type { ConfigurationTargets } from './use-targets.ts';

const NO_OBJECTIONS: ReadonlyMap<ValueKey, string> = new Map();

interface ConfigurationAreaProps {
  scope: ClientScope;
  targets: ConfigurationTargets;
  draftScope: DraftScope;
  /** Name of a single client. */
  name: string | null;
  view: ConfigurationView;
  onView: (changes: Changes<ConfigurationView>) => void;
}

/** The parameters of one or several clients: search, compare, edit, submit. */
export function ConfigurationArea(props: ConfigurationAreaProps) {
  const { targets } = props;
  const catalog = useQuery(catalogQuery);
  const rows = useMemo(() => {
    if (catalog.data === undefined) return [];
    const software = new Set(targets.compared ? targets.clients.map((client) => client.softwareType) : []);
    const models = new Set(targets.compared ? targets.clients.map((client) => client.model) : []);
    return buildRows(catalog.data, scopesOf(software), models, targets.values);
  }, [catalog.data, targets.compared, targets.clients, targets.values]);

  const error = catalog.error ?? targets.error;
  if (error !== null && rows.length === 0) {
    const retry = (): void => {
      if (catalog.isError) void catalog.refetch();
      targets.retry();
    };
    return (
      <Panel>
        <LoadError error={error} onRetry={retry} />
      </Panel>
    );
  }
  if (targets.loading || catalog.isPending) return <AreaSkeleton />;
  return <LoadedArea {...props} rows={rows} />;
}

function LoadedArea(props: ConfigurationAreaProps & { rows: readonly ConfigurationRow[] }) {
  const { scope, targets, draftScope, name, view, onView, rows } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const language = useLanguage();
  const drafts = useDrafts(draftScope.key);
  const followed = useFollowedJobs(draftScope.key);
  const [submitting, setSubmitting] = useState(false);
  const [discarding, setDiscarding] = useState(false);
  const [strict, setStrict] = useState(false);
  const [objections, setObjections] = useState<ReadonlyMap<ValueKey, string>>(NO_OBJECTIONS);
  const searchRef = useRef<HTMLInputElement>(null);
  const area = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const menu = useAnchor<ConfigurationRow>(frame);
  const count = targets.count ?? 0;

  // What keeps the changes from being submitted gets the focus as soon as its row is drawn.
  const seeksFault = useRef(false);
  useEffect(() => {
    if (!seeksFault.current || view.show !== 'changed' || view.find !== undefined) return;
    seeksFault.current = false;
    area.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  });

  const sections = useMemo(() => listSections(rows, drafts), [rows, drafts]);
  const counts = useMemo(() => countShown(rows, drafts), [rows, drafts]);
  const everywhere = view.find !== undefined || view.show !== undefined;
  const section = everywhere
    ? undefined
    : (sections.find((entry) => entry.section === view.section)?.section ?? sections[0]?.section);
  const visible = visibleRows(rows, section === undefined ? view : { ...view, section }, drafts, language);
  const changes = summarize(rows, drafts);

  useShortcuts(t('configuration.title'), [
    { keys: '/', label: t('configuration.search'), run: () => searchRef.current?.focus() },
  ]);

  const change = useCallback(
    (row: ConfigurationRow, draft: Draft | null) => {
      draftStore.change(draftScope, row.key, draft);
      setObjections((before) => without(before, row.key));
    },
    [draftScope],
  );
  const openMenu = menu.open;
  const onMenu = useCallback((target: Element, row: ConfigurationRow) => openMenu(target, row), [openMenu]);

  const submit = (): void => {
    if (firstFault(rows, drafts) !== undefined) {
      setStrict(true);
      seeksFault.current = true;
      onView({ show: 'changed', find: undefined });
      return;
    }
    setSubmitting(true);
  };

  return (
    <div ref={area} className={classes['area']}>
      {followed.map((jobId) => (
        <JobProgress key={jobId} jobId={jobId} onClose={() => unfollowJob(draftScope.key, jobId)} />
      ))}
      <div ref={frame} className={classes['frame']}>
        <div className={classes['bar']}>
          <SearchField
            inputRef={searchRef}
            className={classes['search'] ?? ''}
            value={view.find ?? ''}
            label={t('configuration.search')}
            placeholder={t('configuration.search')}
            delayMs={120}
            onSearch={(text) => onView({ find: text === '' ? undefined : text })}
          />
          <fieldset className={classes['show']} aria-label={t('configuration.show')}>
            {SHOW_FILTERS.filter(
              (filter) => filter === 'all' || counts[filter] > 0 || view.show === filter,
            ).map((filter) => (
              <button
                key={filter}
                type="button"
                aria-pressed={(view.show ?? 'all') === filter}
                onClick={() => onView({ show: filter === 'all' ? undefined : filter })}
              >
                {t(`configuration.showFilter.${filter}`)}
                {filter === 'all' ? null : <span>{format.number(counts[filter])}</span>}
              </button>
            ))}
          </fieldset>
          <div className={classes['actions']}>
            <Button variant="default" disabled={changes.length === 0} onClick={() => setDiscarding(true)}>
              {t('configuration.discard')}
            </Button>
            <Button disabled={changes.length === 0} onClick={submit}>
              {changes.length === 0
                ? t('configuration.submit.none')
                : t('configuration.submit.button', { count: changes.length })}
            </Button>
          </div>
        </div>
        <div className={classes['body']}>
          <SectionTree
            sections={sections}
            current={section}
            onSelect={(next) => onView({ section: next, show: undefined, find: undefined })}
          />
          <div className={classes['content']}>
            {visible.length === 0 ? (
              <EmptyMessage
                icon={<IconSearchOff size={28} stroke={1.5} />}
                title={t('configuration.nothingFound')}
                action={
                  <Button variant="default" onClick={() => onView({ show: undefined, find: undefined })}>
                    {t('configuration.showAll')}
                  </Button>
                }
              >
                {t('configuration.nothingFoundText')}
              </EmptyMessage>
            ) : (
              <RowList
                key={`${section ?? ''}/${view.show ?? ''}/${view.find ?? ''}`}
                rows={visible}
                sections={sections}
                drafts={drafts}
                clientCount={count}
                compared={targets.compared}
                strict={strict}
                objections={objections}
                onChange={change}
                onMenu={onMenu}
              />
            )}
          </div>
        </div>
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
                onChange={change}
              />
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
      {submitting ? (
        <SubmitDialog
          changes={changes}
          scope={scope}
          count={count}
          name={name}
          compared={targets.compared}
          onPlaced={(jobId) => {
            draftStore.discard(draftScope.key);
            setStrict(false);
            followJob(draftScope.key, jobId);
            area.current?.scrollIntoView({ block: 'start' });
            if (view.show === 'changed') onView({ show: undefined });
          }}
          onRefused={(refused) => {
            setObjections(refused);
            seeksFault.current = true;
            onView({ show: 'changed', find: undefined });
          }}
          onClose={() => setSubmitting(false)}
        />
      ) : null}
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
    </div>
  );
}

function without(objections: ReadonlyMap<ValueKey, string>, key: ValueKey): ReadonlyMap<ValueKey, string> {
  if (!objections.has(key)) return objections;
  return new Map([...objections].filter(([other]) => other !== key));
}

interface RowMenuProps {
  row: ConfigurationRow;
  draft: Draft | undefined;
  onChange: (row: ConfigurationRow, draft: Draft | null) => void;
}

function RowMenu({ row, draft, onChange }: RowMenuProps) {
  const { t } = useTranslation();
  const taken = takeOver(row);
  return (
    <>
      <Menu.Item
        leftSection={<IconArrowBackUp size={16} />}
        disabled={draft === undefined}
        onClick={() => onChange(row, null)}
      >
        {t('configuration.revert')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconArrowDownLeft size={16} />}
        disabled={taken === null}
        onClick={() => onChange(row, taken)}
      >
        {t('configuration.takeOver')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconEraser size={16} />}
        disabled={row.readOnly || row.desiredCount === 0 || draft?.kind === 'withdraw'}
        onClick={() => onChange(row, { kind: 'withdraw' })}
      >
        {t('configuration.withdraw')}
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item
        leftSection={<IconCopy size={16} />}
        onClick={() => void navigator.clipboard.writeText(row.key)}
      >
        {t('configuration.copyItem')} <code>{row.key}</code>
      </Menu.Item>
    </>
  );
}
