import { IconCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientValue, ValueLayer } from '../../api/types.ts';
import { HoverCardView } from '../../shared/components/hover-card-view.tsx';
import { LongText } from '../../shared/components/long-text.tsx';
import { RelativeTime } from '../../shared/components/relative-time.tsx';
import type { HoverCard } from '../../shared/components/use-hover-card.ts';
import { useKnownText, useLanguage } from '../../shared/i18n/index.ts';
import { cutText } from '../../shared/text/visible-text.ts';
import { localized, useValueWords } from '../parameters/index.ts';
import classes from './row-card.module.css';
import { useRowLabel } from './row-words.ts';
import type { ConfigurationRow } from './rows.ts';
import type { Shared } from './spread.ts';
import { SpreadList } from './spread-list.tsx';
import { defaultWire } from './typed-value.ts';

/** What a card tells of a row. */
export interface CardSubject {
  row: ConfigurationRow;
  kind: 'help' | 'inferred' | 'layers' | 'reported' | 'desired';
}

/** Shows and hides the card of the area; the functions never change. */
export type RowCards = Pick<HoverCard<CardSubject>, 'show' | 'leave'>;

const CARD_ID = 'configuration-card';

interface CardTargetProps {
  cards: RowCards;
  subject: CardSubject;
  className?: string | undefined;
  /** Read out instead of the content, where that is an icon. */
  label?: string;
  children: ReactNode;
}

/** Something with more to tell: on hover, focus, or a touch. */
export function CardTarget({ cards, subject, className, label, children }: CardTargetProps) {
  const show = (event: { currentTarget: Element }): void => cards.show(event.currentTarget, subject);
  return (
    <button
      type="button"
      className={`${classes['target']} ${className ?? ''}`}
      aria-describedby={label === undefined ? CARD_ID : undefined}
      aria-label={label}
      onMouseEnter={show}
      onMouseLeave={cards.leave}
      onFocus={show}
      onBlur={cards.leave}
      onClick={show}
    >
      {children}
    </button>
  );
}

/** The card of the area, wherever it is wanted. */
export function RowCard({ hover }: { hover: HoverCard<CardSubject> }) {
  return (
    <HoverCardView hover={hover} id={CARD_ID} className={classes['card']}>
      {(subject) => <CardContent subject={subject} />}
    </HoverCardView>
  );
}

function CardContent({ subject: { row, kind } }: { subject: CardSubject }) {
  const { t } = useTranslation();
  const language = useLanguage();
  switch (kind) {
    case 'help':
      return (
        <>
          <p>{row.parameter === null ? null : localized(row.parameter.help, language)}</p>
          <p className={classes['soft']}>
            <code>{row.key.slice(0, 120)}</code>
          </p>
        </>
      );
    case 'inferred':
      return (
        <p>
          {t(
            row.parameter?.certainty === 'inferred'
              ? 'configuration.inferredName'
              : 'configuration.inferredCodes',
            { item: row.key },
          )}
        </p>
      );
    case 'layers':
      return <Layers row={row} />;
    case 'reported':
      return <Spread row={row} title={t('configuration.reportedBy')} value={row.reported} />;
    case 'desired':
      return <Spread row={row} title={t('configuration.desiredFor')} value={row.desired} />;
  }
}

/** Everything that wants something of a value, highest first, and what is without it. */
function Layers({ row }: { row: ConfigurationRow }) {
  const { t } = useTranslation();
  const label = useRowLabel();
  const words = useValueWords();
  const origin = useKnownText('configuration.origin');
  const [value] = row.values;
  const wires = defaultWire(row.parameter);
  const hasWinner = value?.layers.some((layer) => layer.wins) ?? false;
  const text = (wire: string | null): ReactNode =>
    row.secret || wire === null ? (
      '••••••••'
    ) : (
      <LongText text={words(row.parameter, wire)} label={label(row)} maxLength={80} />
    );
  return (
    <>
      <p className={classes['title']}>{t('configuration.layers')}</p>
      <ol className={classes['layers']}>
        {value?.layers.map((layer) => (
          <Layer
            key={`${layer.origin}/${layer.source?.id ?? ''}`}
            wins={layer.wins}
            name={origin({ code: layer.origin, params: {}, text: layer.origin })}
            source={layer.source}
            value={text(layer.value)}
          >
            {layer.setBy === null ? null : `${layer.setBy}, `}
            <RelativeTime iso={layer.setAt} />
          </Layer>
        ))}
        {row.secret ? null : (
          <PhoneLayer value={value} wins={!hasWinner && value?.reported != null}>
            {value?.reported == null ? t('configuration.notReported') : text(value.reported)}
          </PhoneLayer>
        )}
        {wires === null ? null : (
          <Layer name={t('configuration.origin.default')} value={text(wires)} wins={false} />
        )}
      </ol>
    </>
  );
}

function PhoneLayer({
  value,
  wins,
  children,
}: {
  value: ClientValue | undefined;
  wins: boolean;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <Layer name={t('configuration.origin.phone')} value={children} wins={wins}>
      {value?.reportedAt == null ? null : <RelativeTime iso={value.reportedAt} />}
    </Layer>
  );
}

interface LayerProps {
  name: string;
  /** The template or mobile user that it comes from. */
  source?: ValueLayer['source'];
  value: ReactNode;
  wins: boolean;
  children?: ReactNode;
}

function Layer({ name, source = null, value, wins, children }: LayerProps) {
  const { t } = useTranslation();
  return (
    <li data-wins={wins}>
      <span className={classes['origin']}>
        {name} {source === null ? null : <SourceLink source={source} />}
        {wins ? (
          <span className={classes['wins']}>
            <IconCheck size={13} aria-hidden /> {t('configuration.applies')}
          </span>
        ) : null}
      </span>
      <span className={classes['value']}>{value}</span>
      <span className={classes['soft']}>{children}</span>
    </li>
  );
}

function SourceLink({ source: { kind, id, name } }: { source: NonNullable<ValueLayer['source']> }) {
  const text = cutText(name, 60).shown;
  return kind === 'template' ? (
    <Link to="/templates/$templateId" params={{ templateId: id }}>
      {text}
    </Link>
  ) : (
    <Link to="/users/$userId" params={{ userId: id }}>
      {text}
    </Link>
  );
}

/** Which values several clients have, under the words for who they are. */
function Spread({ row, title, value }: { row: ConfigurationRow; title: string; value: Shared<string> }) {
  return (
    <>
      <p className={classes['title']}>{title}</p>
      <SpreadList row={row} value={value} />
    </>
  );
}
