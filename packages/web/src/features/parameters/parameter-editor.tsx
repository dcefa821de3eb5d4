import { Autocomplete, SegmentedControl, Select, Switch, Textarea, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Parameter } from '../../api/types.ts';
import { useLanguage } from '../../shared/i18n/index.ts';
import { CertificateSlot } from './certificates/certificate-slot.tsx';
import classes from './parameter-editor.module.css';
import {
  choicesOf,
  defaultWire,
  editorKind,
  isCleared,
  namedNumber,
  SWITCH_WIRES,
  tidyText,
  wireOfNamedNumber,
  wireOfText,
} from './parameter-value.ts';
import { useUnit, useValueWords } from './use-value-words.ts';

export interface ParameterEditorProps {
  id: string;
  /** Read out; the visible label stands in its own column. */
  label: string;
  describedBy?: string;
  parameter: Parameter | null;
  /** Wire text; null when there is none, or when several clients differ. */
  value: string | null;
  /** Shown in an empty field, e.g. the reported value or "different". */
  placeholder: string;
  invalid: boolean;
  onChange: (wire: string) => void;
}

/** More choices than this are a list, up to it they are all in sight. */
const IN_SIGHT = 3;

/** The editor that fits the parameter. Secrets have an editor of their own. */
export function ParameterEditor(given: ParameterEditorProps) {
  const placeholder = usePlaceholder(given);
  const props = { ...given, placeholder };
  switch (editorKind(props.parameter)) {
    case 'switch':
      return <SwitchEditor {...props} />;
    case 'choice':
      return <ChoiceEditor {...props} />;
    case 'number':
      return <WholeNumberEditor {...props} />;
    case 'named-number':
      return <NamedNumberEditor {...props} />;
    case 'certificate':
      return <CertificateEditor {...props} />;
    case 'lines':
      return <LinesEditor {...props} />;
    default:
      return <TextEditor {...props} />;
  }
}

/** The words for an empty field, with the value that phones come with. */
function usePlaceholder({ parameter, placeholder }: ParameterEditorProps): string {
  const { t } = useTranslation();
  const words = useValueWords();
  const wire = parameter === null || parameter.secret ? null : defaultWire(parameter);
  if (wire === null || wire === '') return placeholder;
  const value = t('parameters.default', { value: words(parameter, wire) });
  return placeholder === '' ? value : `${placeholder} (${value})`;
}

const describing = (id: string | undefined) => (id === undefined ? {} : { 'aria-describedby': id });

function SwitchEditor({ id, label, describedBy, value, placeholder, onChange }: ParameterEditorProps) {
  const { t } = useTranslation();
  const wires = SWITCH_WIRES;
  // Neither on nor off is a third state that a switch cannot show: nothing desired yet, or clients differ.
  const words =
    value === wires.on
      ? t('parameters.value.on')
      : value === wires.off
        ? t('parameters.value.off')
        : placeholder;
  return (
    <Switch
      id={id}
      aria-label={label}
      {...describing(describedBy)}
      label={<span className={classes['switchWords']}>{words}</span>}
      checked={value === wires.on}
      data-open={value === null}
      onChange={(event) => onChange(event.currentTarget.checked ? wires.on : wires.off)}
    />
  );
}

function ChoiceEditor(props: ParameterEditorProps) {
  const { id, label, describedBy, parameter, value, placeholder, invalid, onChange } = props;
  const language = useLanguage();
  const data = useMemo(
    () => (parameter === null ? [] : choicesOf(parameter, language)),
    [parameter, language],
  );
  const short = data.every((entry) => entry.label.length <= 12);
  const unknown = value !== null && !data.some((entry) => entry.value === value);
  if (data.length <= IN_SIGHT && short && !unknown && value !== null) {
    return (
      <SegmentedControl
        id={id}
        aria-label={label}
        {...describing(describedBy)}
        size="xs"
        data={data}
        value={value}
        onChange={onChange}
      />
    );
  }
  return (
    <Select
      id={id}
      aria-label={label}
      {...describing(describedBy)}
      data={unknown ? [...data, { value, label: value }] : data}
      value={value}
      placeholder={placeholder}
      searchable={data.length > 8}
      error={invalid}
      onChange={(next) => {
        if (next !== null) onChange(next);
      }}
    />
  );
}

function WholeNumberEditor(props: ParameterEditorProps) {
  const { id, label, describedBy, parameter, placeholder, invalid, onChange } = props;
  const unitWords = useUnit();
  const unit = unitWords(parameter?.unit ?? null);
  const range = useRange(parameter);
  return (
    <div className={classes['number']}>
      <TextInput
        id={id}
        aria-label={[label, unit === '' ? '' : `(${unit})`, range].filter((part) => part !== '').join(' ')}
        {...describing(describedBy)}
        inputMode={parameter?.min !== null && (parameter?.min ?? 0) < 0 ? 'text' : 'numeric'}
        autoComplete="off"
        value={shownText(props)}
        placeholder={placeholder}
        error={invalid}
        // The default has to be read whole.
        w={placeholder.length > 14 ? 250 : 130}
        onChange={(event) => onChange(wireOfText(parameter, event.currentTarget.value.trim()))}
      />
      {unit === '' ? null : <span className={classes['unit']}>{unit}</span>}
      {range === '' ? null : (
        <span className={classes['unit']} aria-hidden>
          {range}
        </span>
      )}
    </div>
  );
}

/** What numbers are allowed, e.g. `1–65535`. */
function useRange(parameter: Parameter | null): string {
  const { t } = useTranslation();
  const { min = null, max = null } = parameter ?? {};
  if (min !== null && max !== null) return `${min}–${max}`;
  if (min !== null && min !== 0) return t('parameters.from', { min });
  return max === null ? '' : t('parameters.upTo', { max });
}

/** A number that has names, in one field: either can be typed or chosen, e.g. a class of DiffServ. */
function NamedNumberEditor(props: ParameterEditorProps) {
  const { id, label, describedBy, parameter, value, placeholder, invalid, onChange } = props;
  const { t } = useTranslation();
  const language = useLanguage();
  const range = useRange(parameter);
  const [typed, setTyped] = useState<string | null>(null);
  if (parameter === null) return null;
  const known = shownText({ parameter, value });
  return (
    <div className={classes['number']}>
      <Autocomplete
        id={id}
        aria-label={`${label} (${t('parameters.namedNumber.hint')}, ${range})`}
        {...describing(describedBy)}
        data={choicesOf(parameter, language).map((choice) => `${choice.label} (${choice.value})`)}
        value={typed ?? namedNumber(parameter, known, language)}
        placeholder={placeholder}
        error={invalid}
        w={200}
        onChange={(text) => {
          setTyped(text);
          onChange(wireOfNamedNumber(parameter, text));
        }}
        onBlur={() => setTyped(null)}
      />
      <span className={classes['unit']} aria-hidden>
        {range}
      </span>
    </div>
  );
}

function CertificateEditor({ id, label, describedBy, parameter, value, onChange }: ParameterEditorProps) {
  return (
    <CertificateSlot
      id={id}
      label={label}
      {...(describedBy === undefined ? {} : { describedBy })}
      kind={parameter?.format === 'pkcs12' ? 'identity' : 'authority'}
      value={value === null || isCleared(parameter, value) ? null : value}
      onChange={onChange}
    />
  );
}

/** What stands in a text field: nothing for a cleared item, whatever its wire text. */
function shownText({ parameter, value }: Pick<ParameterEditorProps, 'parameter' | 'value'>): string {
  return value === null || isCleared(parameter, value) ? '' : value;
}

/** Keyboards of telephones offer what the value consists of. */
const INPUT_MODES: Partial<Record<Parameter['type'], 'url' | 'tel'>> = { url: 'url', e164: 'tel' };
const TECHNICAL: ReadonlySet<Parameter['type']> = new Set(['ip', 'host', 'url', 'e164', 'mac']);

function TextEditor(props: ParameterEditorProps) {
  const { id, label, describedBy, parameter, placeholder, invalid, onChange } = props;
  const shown = shownText(props);
  const mode = parameter === null ? undefined : INPUT_MODES[parameter.type];
  return (
    <TextInput
      id={id}
      aria-label={label}
      {...describing(describedBy)}
      {...(mode === undefined ? {} : { inputMode: mode })}
      {...(parameter !== null && TECHNICAL.has(parameter.type)
        ? { classNames: { input: classes['technical'] ?? '' } }
        : {})}
      autoComplete="off"
      spellCheck={false}
      value={shown}
      placeholder={placeholder}
      error={invalid}
      onChange={(event) => onChange(wireOfText(parameter, event.currentTarget.value))}
      onBlur={() => {
        const tidy = tidyText(parameter, shown);
        if (tidy !== shown) onChange(wireOfText(parameter, tidy));
      }}
    />
  );
}

function LinesEditor(props: ParameterEditorProps) {
  const { id, label, describedBy, parameter, placeholder, invalid, onChange } = props;
  return (
    <Textarea
      id={id}
      aria-label={label}
      {...describing(describedBy)}
      classNames={{ input: classes['lines'] ?? '' }}
      rows={3}
      autoComplete="off"
      spellCheck={false}
      value={shownText(props)}
      placeholder={placeholder}
      error={invalid}
      onChange={(event) => onChange(wireOfText(parameter, event.currentTarget.value))}
    />
  );
}
