import { Switch } from '@mantine/core';
import { IconArrowBackUp, IconArrowDown, IconArrowUp, IconGripVertical } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../shared/components/icon-button.tsx';
import { StateMark } from '../../../shared/components/state-mark.tsx';
import { useFormat, useLanguage } from '../../../shared/i18n/index.ts';
import { localized, ParameterEditor } from '../../parameters/index.ts';
import { draftFor } from '../changes.ts';
import { applyChanges, type BlockProps } from './block-props.ts';
import { EntryMark } from './entry-state.tsx';
import { ListHead, useAnnouncement } from './list-head.tsx';
import { cellAt, entryAt, revertEntry } from './list-model.ts';
import classes from './lists.module.css';
import { allowEntry, moveEntry, type RankedEntry, type RankedList, repeatedKinds } from './ranked-model.ts';

/** An order of preference with a switch for each entry, e.g. codecs. Moved by keyboard or mouse. */
export function RankedEditor({ ranked, onChange }: BlockProps & { ranked: RankedList }) {
  const { t } = useTranslation();
  const format = useFormat();
  const language = useLanguage();
  const { say, region } = useAnnouncement();
  const [dragged, setDragged] = useState<number | null>(null);
  const [target, setTarget] = useState<number | null>(null);
  const { list, entries, kind, extras, proposed } = ranked;
  const repeated = repeatedKinds(ranked);

  const nameOf = (entry: RankedEntry): string => {
    const choice = kind.values?.find(({ wire }) => wire === entry.kind);
    if (choice !== undefined) return localized(choice.label, language);
    return `${localized(list.structure.entry, language)} ${entry.kind ?? t('parameters.list.unknownKind')}`;
  };
  const move = (from: number, to: number): void => {
    const entry = entries[from];
    const changes = moveEntry(ranked, from, to);
    if (entry === undefined || changes.length === 0) return;
    applyChanges(changes, onChange);
    say(
      t('parameters.list.moved', {
        entry: nameOf(entry),
        place: format.number(to + 1),
        total: format.number(entries.length),
      }),
    );
  };
  const onKeyDown = (event: KeyboardEvent, at: number): void => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    move(at, event.key === 'ArrowUp' ? at - 1 : at + 1);
  };

  return (
    <section className={classes['block']} aria-label={localized(list.structure.label, language)}>
      <ListHead list={list} />
      <p className={classes['note']}>{t('parameters.list.order')}</p>
      {proposed ? <p className={classes['note']}>{t('parameters.list.proposed')}</p> : null}
      <ol className={classes['ranked']}>
        {entries.map((entry, at) => {
          const name = nameOf(entry);
          const whole = entryAt(list, entry.index);
          const changed = whole.cells.some(({ draft }) => draft !== undefined);
          return (
            <li
              key={entry.index}
              className={classes['rankedLine']}
              data-changed={changed}
              data-target={target === at && dragged !== null && dragged !== at}
              onKeyDown={(event) => onKeyDown(event, at)}
              onDragOver={(event) => {
                if (dragged === null) return;
                event.preventDefault();
                setTarget(at);
              }}
              onDrop={(event) => {
                event.preventDefault();
                if (dragged !== null) move(dragged, at);
                setDragged(null);
                setTarget(null);
              }}
            >
              <span
                className={classes['grip']}
                draggable
                aria-hidden
                title={t('parameters.list.drag')}
                onDragStart={(event) => {
                  event.dataTransfer.effectAllowed = 'move';
                  event.dataTransfer.setData('text/plain', name);
                  setDragged(at);
                }}
                onDragEnd={() => {
                  setDragged(null);
                  setTarget(null);
                }}
              >
                <IconGripVertical size={16} />
              </span>
              <Switch
                className={classes['rankedSwitch'] ?? ''}
                label={name}
                aria-label={`${name}: ${t('parameters.list.allowed')}`}
                checked={entry.allowed === 'yes'}
                data-open={entry.allowed === 'unknown' || entry.allowed === 'different'}
                onChange={(event) =>
                  applyChanges(allowEntry(ranked, entry.index, event.currentTarget.checked), onChange)
                }
              />
              <span className={classes['state']}>
                {entry.allowed === 'different' ? (
                  <span className={classes['soft']}>{t('configuration.different')}</span>
                ) : null}
                {entry.kind !== null && repeated.has(entry.kind) ? (
                  <StateMark tone="attention">{t('parameters.list.duplicateKind')}</StateMark>
                ) : null}
                {proposed ? null : <EntryMark entry={whole} duplicateOf={undefined} />}
              </span>
              <span className={classes['extras']}>
                {extras.map((parameter) => {
                  const { row, value } = cellAt(list, parameter, entry.index);
                  return (
                    <span key={parameter.id} className={classes['extra']}>
                      <span className={classes['soft']} aria-hidden>
                        {localized(parameter.label, language)}
                      </span>
                      <ParameterEditor
                        id={`ranked-${row.id}`}
                        label={`${localized(parameter.label, language)}, ${name}`}
                        parameter={parameter}
                        value={value.kind === 'same' ? value.value : null}
                        placeholder={t(
                          value.kind === 'different' ? 'configuration.different' : 'configuration.notSet',
                        )}
                        invalid={false}
                        onChange={(wire) => onChange(row, draftFor(row, wire))}
                      />
                    </span>
                  );
                })}
              </span>
              <span className={classes['actions']}>
                {changed ? (
                  <IconButton
                    size={28}
                    label={t('parameters.list.undo', { entry: name })}
                    onClick={() => applyChanges(revertEntry(list, entry.index), onChange)}
                  >
                    <IconArrowBackUp size={16} />
                  </IconButton>
                ) : null}
                <IconButton
                  size={28}
                  quiet
                  label={t('parameters.list.up', { entry: name })}
                  disabled={at === 0}
                  onClick={() => move(at, at - 1)}
                >
                  <IconArrowUp size={16} />
                </IconButton>
                <IconButton
                  size={28}
                  quiet
                  label={t('parameters.list.down', { entry: name })}
                  disabled={at === entries.length - 1}
                  onClick={() => move(at, at + 1)}
                >
                  <IconArrowDown size={16} />
                </IconButton>
              </span>
            </li>
          );
        })}
      </ol>
      {region}
    </section>
  );
}
