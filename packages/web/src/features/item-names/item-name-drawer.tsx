import { Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ItemName, Language } from '../../api/types.ts';
import { FormDrawer } from '../../shared/components/form-drawer.tsx';
import { LoadError } from '../../shared/components/messages.tsx';
import { Mono } from '../../shared/components/mono.tsx';
import { RelativeTime } from '../../shared/components/relative-time.tsx';
import { useFormat } from '../../shared/i18n/index.ts';
import classes from './item-names.module.css';
import { itemNameQuery } from './item-names.queries.ts';
import { CertaintyMark } from './item-names-table.tsx';
import { OverrideForm } from './override-form.tsx';
import { useIndexWords } from './use-index-words.ts';

interface ItemNameDrawerProps {
  parameterId: string;
  onClose: () => void;
}

/** What stands of one parameter, and its correction. */
export function ItemNameDrawer({ parameterId, onClose }: ItemNameDrawerProps) {
  const { t, i18n } = useTranslation();
  const language: Language = i18n.language === 'de' ? 'de' : 'en';
  const { data, error, refetch } = useQuery(itemNameQuery(parameterId));
  return (
    <FormDrawer
      title={data?.label[language] ?? t('itemNames.drawer.title')}
      size={520}
      opener="parameter"
      onClose={onClose}
    >
      {(form) =>
        data === undefined ? (
          error === null ? (
            <Stack gap="sm" aria-busy="true" aria-label={t('common.loading')} role="status">
              <Skeleton height={14} width="60%" />
              <Skeleton height={14} width="80%" />
              <Skeleton height={36} />
              <Skeleton height={36} />
            </Stack>
          ) : (
            <LoadError error={error} onRetry={() => void refetch()} />
          )
        ) : (
          <Stack gap="lg">
            <Facts name={data} language={language} />
            <OverrideForm
              key={`${data.overriddenAt ?? ''} ${JSON.stringify(data.override)}`}
              name={data}
              language={language}
              {...form}
            />
            <Answers name={data} />
          </Stack>
        )
      }
    </FormDrawer>
  );
}

function Facts({ name, language }: { name: ItemName; language: Language }) {
  const { t } = useTranslation();
  const indexWords = useIndexWords();
  return (
    <dl className={classes['facts']}>
      <dt>{t('itemNames.drawer.place')}</dt>
      <dd>
        {name.menu[language]} › {name.title[language]}
      </dd>
      <dt>{t('itemNames.drawer.id')}</dt>
      <dd>
        <Mono>{name.parameterId}</Mono>
      </dd>
      <dt>{t('itemNames.column.certainty')}</dt>
      <dd>
        <CertaintyMark name={name} />
      </dd>
      <dt>{t('itemNames.drawer.released')}</dt>
      <dd>
        <Mono>{name.released.item}</Mono>, {indexWords(name.released.index)}
      </dd>
      <dt>{t('itemNames.drawer.source')}</dt>
      <dd>{name.source}</dd>
      {name.overriddenAt === null ? null : (
        <>
          <dt>{t('itemNames.drawer.corrected')}</dt>
          <dd>
            <RelativeTime iso={name.overriddenAt} />
            {name.overriddenBy === null
              ? ` ${t('itemNames.drawer.fromFile')}`
              : ` ${t('itemNames.drawer.by', { username: name.overriddenBy })}`}
          </dd>
        </>
      )}
    </dl>
  );
}

function Answers({ name }: { name: ItemName }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <section>
      <h3 className={classes['heading']}>{t('itemNames.answers.title')}</h3>
      {name.answers.length === 0 ? (
        <p className={classes['soft']}>{t('itemNames.answers.none')}</p>
      ) : (
        <ul className={classes['answers']}>
          {name.answers.map((answer) => (
            <li
              key={[
                answer.item,
                answer.index,
                answer.status,
                answer.model,
                answer.softwareType,
                answer.softwareVersion,
              ].join(' ')}
              data-current={answer.current}
            >
              <div>
                {t('itemNames.answers.said', {
                  count: answer.count,
                  number: format.number(answer.count),
                  status: answer.status,
                })}{' '}
                <Mono>{answer.item}</Mono>
                {answer.index === null ? null : ` ${t('itemNames.index.fixed', { index: answer.index })}`}
              </div>
              <div className={classes['soft']}>
                {answer.model === ''
                  ? t('itemNames.answers.others')
                  : [answer.model, answer.softwareType, answer.softwareVersion]
                      .filter((text) => text !== '')
                      .join(' · ')}
                {' · '}
                <RelativeTime iso={answer.lastAt} />
                {answer.current ? null : ` · ${t('itemNames.answers.earlier')}`}
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
