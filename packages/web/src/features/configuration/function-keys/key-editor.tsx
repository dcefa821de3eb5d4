import { useMediaQuery } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Catalog, FunctionKeys as Known } from '../../../api/types.ts';
import { ConfirmDialog } from '../../../shared/components/confirm-dialog.tsx';
import { HoverCardView } from '../../../shared/components/hover-card-view.tsx';
import { useHoverCard } from '../../../shared/components/use-hover-card.ts';
import { useShortcuts } from '../../../shared/keyboard/shortcuts.ts';
import { JobProgress } from '../../jobs/index.ts';
import { isOldPhone } from '../../parameters/index.ts';
import { firstFault, summarize } from '../changes.ts';
import { modelsOf } from '../configured-element.ts';
import { draftStore } from '../drafts.ts';
import { followJob, unfollowJob, useFollowedJobs } from '../followed-jobs.ts';
import type { ValueKey } from '../rows.ts';
import { useRuleNotes } from '../use-area-rows.ts';
import { pageOf } from './board.ts';
import { DrawnPhone } from './drawn-phone.tsx';
import classes from './function-keys.module.css';
import type { FunctionKeysProps } from './function-keys-props.ts';
import { firstBlocked } from './key-conflicts.ts';
import differences from './key-differences.module.css';
import { KeyDifferences } from './key-differences.tsx';
import { applyCommand, clearKey, type KeyCommand } from './key-edits.ts';
import { KeyList } from './key-list.tsx';
import { KeyPanel } from './key-panel.tsx';
import { KeyPicture, useFocusKey } from './key-picture.tsx';
import { differsInContent, isEmptyKey, type KeyState } from './key-state.ts';
import { KeyToolbar } from './key-toolbar.tsx';
import { MixedPhones } from './mixed-phones.tsx';
import { useKeyDrag } from './use-key-drag.ts';
import { useKeyName, useSourceWords } from './use-key-words.ts';
import type { Keys } from './use-keys.ts';

const NO_OBJECTIONS: ReadonlyMap<ValueKey, string> = new Map();

interface Pick {
  command: KeyCommand;
  source: number;
}

/** Picture or list with the panel of one key, and everything that can be done with keys. */
export function KeyEditor(props: FunctionKeysProps & { keys: Keys; catalog: Catalog; known: Known }) {
  const { element, submitDialog, draftScope, view, onView, configurationLink, keys, catalog, known } = props;
  const { t } = useTranslation();
  const keyName = useKeyName();
  const sourceWords = useSourceWords();
  const narrow = useMediaQuery('(max-width: 700px)', window.innerWidth <= 700);
  const followed = useFollowedJobs(draftScope.key);
  const [current, setCurrent] = useState<number | null>(view.key ?? null);
  const [pick, setPick] = useState<Pick | null>(null);
  const [message, setMessage] = useState('');
  const [focusRequest, setFocusRequest] = useState(0);
  const [submitting, setSubmitting] = useState(false);
  const [discarding, setDiscarding] = useState(false);
  const [elsewhere, setElsewhere] = useState<readonly string[] | null>(null);
  const [objections, setObjections] = useState(NO_OBJECTIONS);
  const panel = useRef<HTMLDivElement>(null);
  const drawing = useRef<HTMLDivElement>(null);
  const hover = useHoverCard<KeyState>(drawing);
  const focusKey = useFocusKey();
  // In a small window the panel opens below the picture.
  const toPanel = useRef(false);
  useEffect(() => {
    if (!toPanel.current || panel.current === null) return;
    toPanel.current = false;
    panel.current.scrollIntoView({ block: 'start' });
  });

  const asList = view.form === 'list';
  const isMixed = keys.board.source === 'mixed';
  const opened = view.key === undefined ? undefined : keys.keys.get(view.key);
  const { pages } = keys.board;
  const page =
    pages.find(({ id }) => id === view.page) ??
    (opened === undefined ? undefined : pageOf(keys.board, opened.number)) ??
    pages[0];
  const withModules = asList ? pages.some(({ module }) => module > 0) : (page?.module ?? 0) > 0;
  const changes = summarize(keys.rows, keys.drafts);
  const notes = useRuleNotes(catalog.relations, keys.rows, keys.drafts);
  const oldPhones = modelsOf(element).some(isOldPhone);

  const tell = (text: string): void => setMessage(text);
  const show = (number: number): void => onView({ key: number, page: pageOf(keys.board, number)?.id });
  // What was told before a change is no longer so.
  const edited: Keys = {
    ...keys,
    apply: (edits, purpose) => {
      setMessage('');
      keys.apply(edits, purpose);
    },
  };
  const run = (command: KeyCommand, source: number, target: number): void => {
    const from = keys.keys.get(source);
    const to = keys.keys.get(target);
    if (from === undefined || to === undefined) return;
    const result = applyCommand(command, from, to, keys.knowledge);
    if (result.kind === 'locked' || result.kind === 'different') {
      const key = keyName(result.number === source ? from : to);
      tell(
        t(result.kind === 'locked' ? 'functionKeys.lockedTarget' : 'functionKeys.differentTarget', { key }),
      );
    } else if (result.kind === 'edits') {
      keys.apply(result.edits);
      tell(t(`functionKeys.did.${result.command}`, { key: keyName(from), target: keyName(to) }));
      setCurrent(target);
      show(target);
    }
  };
  const open = (number: number, byKeyboard: boolean): void => {
    setCurrent(number);
    if (pick !== null) {
      setPick(null);
      run(pick.command, pick.source, number);
      focusKey(number);
      return;
    }
    setFocusRequest((count) => (byKeyboard ? count + 1 : 0));
    show(number);
    toPanel.current = narrow === true;
  };
  const close = (): void => {
    if (opened !== undefined) focusKey(opened.number);
    onView({ key: undefined });
  };
  const begin = (command: KeyCommand, source: number | null): void => {
    const state = source === null ? undefined : keys.keys.get(source);
    if (state === undefined) return;
    if (isEmptyKey(state)) tell(t('functionKeys.nothingThere', { key: keyName(state) }));
    else if (differsInContent(state)) tell(t('functionKeys.differentTarget', { key: keyName(state) }));
    else if (command !== 'copy' && state.locked)
      tell(t('functionKeys.lockedTarget', { key: keyName(state) }));
    else {
      setPick({ command, source: state.number });
      focusKey(state.number);
    }
  };
  const clear = (): void => {
    const state = current === null ? undefined : keys.keys.get(current);
    if (state === undefined || isEmptyKey(state)) return;
    keys.apply(clearKey(state));
    tell(t('functionKeys.did.clear', { key: keyName(state) }));
  };
  const undo = (): void => {
    if (!keys.canUndo) return;
    keys.undo();
    tell(t('functionKeys.did.undo'));
  };
  const { drag, start, wasDragged } = useKeyDrag({
    onDrop: (source, target, copy) => run(copy ? 'copy' : 'move', source, target),
    onPage: (id) => onView({ page: id, key: undefined }),
  });

  useShortcuts(t('functionKeys.title'), [
    { keys: 'm', label: t('functionKeys.shortcut.move'), run: () => begin('move', current) },
    { keys: 'c', label: t('functionKeys.shortcut.copy'), run: () => begin('copy', current) },
    { keys: 's', label: t('functionKeys.shortcut.swap'), run: () => begin('swap', current) },
    { keys: 'Delete', label: t('functionKeys.shortcut.clear'), run: clear },
    { keys: 'mod+z', label: t('functionKeys.undo'), run: undo },
    {
      keys: 'Escape',
      label: t('functionKeys.shortcut.escape'),
      run: () => (pick === null ? close() : setPick(null)),
    },
  ]);

  const submit = (): void => {
    const blocked = firstBlocked(keys.conflicts);
    if (blocked !== undefined) {
      const state = keys.keys.get(blocked);
      if (state !== undefined) tell(t('functionKeys.blocked', { key: keyName(state) }));
      show(blocked);
      return;
    }
    if (firstFault(keys.rows, keys.drafts, notes, oldPhones) !== undefined) setElsewhere([]);
    else setSubmitting(true);
  };
  const refused = (words: ReadonlyMap<ValueKey, string>): void => {
    setObjections(words);
    const rows = keys.rows.filter((row) => words.has(row.key));
    const isKey = (index: number | null): boolean => index !== null && keys.keys.has(index);
    const first = rows.find((row) => row.parameter?.list === 'function-keys' && isKey(row.index));
    if (first?.index !== null && first?.index !== undefined) show(first.index);
    const others = rows.filter((row) => row.parameter?.list !== 'function-keys');
    setElsewhere(others.length === 0 ? null : others.map((row) => words.get(row.key) ?? ''));
  };

  const picked = pick === null ? undefined : keys.keys.get(pick.source);
  const dragged = drag === null ? undefined : keys.keys.get(drag.source);
  return (
    <div className={classes['area']}>
      {followed.map((jobId) => (
        <JobProgress key={jobId} jobId={jobId} onClose={() => unfollowJob(draftScope.key, jobId)} />
      ))}
      <div className={classes['frame']}>
        <KeyToolbar
          keys={keys}
          page={page}
          asList={asList}
          changeCount={changes.length}
          onPage={(id) => onView({ page: id, key: undefined })}
          onForm={(list) => onView({ form: list ? 'list' : undefined })}
          onUndo={undo}
          onDiscard={() => setDiscarding(true)}
          onSubmit={submit}
        >
          {element.values?.kind === 'stored' ? (
            <DrawnPhone
              layouts={known.layouts}
              numbering={keys.knowledge.numbering}
              model={view.as ?? element.models?.[0]}
              modules={view.modules ?? 0}
              onChange={(drawn) => onView({ ...drawn, page: undefined, key: undefined })}
              onAdd={(number) => onView({ key: number, page: undefined })}
            />
          ) : null}
        </KeyToolbar>
        {elsewhere === null ? null : (
          <div role="alert" className={classes['elsewhere']}>
            {t('functionKeys.elsewhere')} {elsewhere.join(' ')} {configurationLink}
          </div>
        )}
        {picked === undefined || pick === null ? null : (
          <div className={classes['pick']}>
            {t(`functionKeys.picking.${pick.command}`, { key: keyName(picked) })}
            <button type="button" onClick={() => setPick(null)}>
              {t('common.cancel')}
            </button>
          </div>
        )}
        <div className={classes['body']} data-open={opened !== undefined} data-list={asList || isMixed}>
          <div ref={drawing} className={classes['keys']} data-picking={pick !== null}>
            {asList ? (
              <KeyList
                keys={edited}
                opened={opened?.number}
                picked={pick?.source ?? null}
                onCurrent={setCurrent}
                onOpen={open}
              />
            ) : page === undefined ? null : isMixed ? (
              <MixedPhones kinds={keys.kinds} onList={() => onView({ form: 'list' })} />
            ) : (
              <KeyPicture
                keys={keys}
                page={page}
                narrow={narrow === true}
                current={current}
                opened={opened?.number}
                picked={pick?.source ?? null}
                drag={drag}
                onCurrent={setCurrent}
                onOpen={(number, byKeyboard) => {
                  if (byKeyboard || !wasDragged()) open(number, byKeyboard);
                }}
                onPress={(number, event) => {
                  const state = keys.keys.get(number);
                  hover.close();
                  if (pick === null && state !== undefined && !isEmptyKey(state)) start(number, event);
                }}
                cards={hover}
              />
            )}
            {isMixed && !asList ? null : (
              <p className={classes['source']}>
                {sourceWords(keys)} {withModules ? t('functionKeys.moduleKeys') : null}{' '}
                {asList ? null : t('functionKeys.schematic')}
              </p>
            )}
            <HoverCardView hover={hover} className={differences['card']}>
              {(state) => <KeyDifferences state={state} />}
            </HoverCardView>
          </div>
          {opened === undefined ? (
            asList || isMixed ? null : (
              <p className={classes['hint']}>
                {t('functionKeys.hint')} <span>{t('functionKeys.hintMore')}</span>
              </p>
            )
          ) : (
            <div ref={panel} className={classes['side']}>
              <KeyPanel
                key={opened.number}
                keys={edited}
                state={opened}
                focusRequest={focusRequest}
                objections={objections}
                onCommand={(command) => begin(command, opened.number)}
                onDone={tell}
                onClose={close}
              />
            </div>
          )}
        </div>
        <div role="status" className={classes['status']}>
          {message}
        </div>
      </div>
      {drag === null || dragged === undefined ? null : (
        <div className={classes['ghost']} style={{ left: drag.x + 14, top: drag.y + 10 }} aria-hidden>
          {t(drag.copy ? 'functionKeys.ghost.copy' : 'functionKeys.ghost.move', { key: keyName(dragged) })}
        </div>
      )}
      {submitting
        ? submitDialog({
            changes,
            notes,
            onSubmitted: (jobId) => {
              draftStore.discard(draftScope.key);
              setSubmitting(false);
              keys.forget();
              setElsewhere(null);
              setObjections(NO_OBJECTIONS);
              if (jobId !== null) followJob(draftScope.key, jobId);
            },
            onRefused: refused,
            onClose: () => setSubmitting(false),
          })
        : null}
      {discarding ? (
        <ConfirmDialog
          title={t('configuration.discardTitle', { count: changes.length })}
          confirmLabel={t('configuration.discardConfirm')}
          count={changes.length}
          onConfirm={async () => {
            draftStore.discard(draftScope.key);
            keys.forget();
            setElsewhere(null);
            setObjections(NO_OBJECTIONS);
          }}
          onClose={() => setDiscarding(false)}
        >
          {t('configuration.discardText')}
        </ConfirmDialog>
      ) : null}
    </div>
  );
}
