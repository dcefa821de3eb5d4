import { NumberInput, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { MAX_RANKING, type RankedDraft, type RankedFault, rankedFaults } from './ranked-draft.ts';

interface RankedFieldsProps {
  /** Whose words are used. */
  of: 'templates' | 'groups';
  draft: RankedDraft;
  onChange: (changes: Partial<RankedDraft>) => void;
  /** Somebody has tried to save it: what is wrong is said. */
  tried: boolean;
  /** The server's objection to a field. */
  errorOf: (field: keyof RankedDraft) => string | undefined;
}

/** Name, description and ranking. */
export function RankedFields({ of, draft, onChange, tried, errorOf }: RankedFieldsProps) {
  const { t } = useTranslation();
  const faults = tried ? rankedFaults(draft) : [];
  const error = (field: RankedFault): string | undefined =>
    faults.includes(field) ? t(`templates.fault.${field}`) : errorOf(field);
  return (
    <>
      <TextInput
        label={t(`${of}.field.name`)}
        required
        data-autofocus
        maxLength={100}
        value={draft.name}
        error={error('name')}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <Textarea
        label={t(`${of}.field.description`)}
        autosize
        minRows={2}
        maxRows={6}
        maxLength={1000}
        value={draft.description}
        error={errorOf('description')}
        onChange={(event) => onChange({ description: event.currentTarget.value })}
      />
      <NumberInput
        label={t(`${of}.field.ranking`)}
        description={t(`${of}.rankingText`)}
        required
        min={1}
        max={MAX_RANKING}
        clampBehavior="none"
        allowDecimal={false}
        allowNegative={false}
        w={200}
        value={draft.ranking}
        error={error('ranking')}
        onChange={(value) => onChange({ ranking: typeof value === 'number' ? value : Number.NaN })}
      />
    </>
  );
}
