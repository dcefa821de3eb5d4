import { SegmentedControl, Select, Switch, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Parameter } from '../../api/types.ts';
import { useLanguage } from '../../shared/i18n/index.ts';
import classes from './parameter-editor.module.css';
import { editorKind, isCleared, localized, SWITCH_WIRES, wireOfText } from './parameter-value.ts';
import { useUnit } from './use-value-words.ts';

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
export function ParameterEditor(props: ParameterEditorProps) {
  switch (editorKind(props.parameter)) {
    case 'switch':
      return <SwitchEditor {...props} />;
    case 'choice':
      return <ChoiceEditor {...props} />;
    case 'number':
      return <WholeNumberEditor {...props} />;
    case 'lines':
      return <LinesEditor {...props} />;
    default:
      return <TextEditor {...props} />;
  }
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
  const entries = parameter?.values ?? [];
  const data = entries.map((entry) => ({ value: entry.wire, label: localized(entry.label, language) }));
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
  return (
    <div className={classes['number']}>
      <TextInput
        id={id}
        aria-label={unit === '' ? label : `${label} (${unit})`}
        {...describing(describedBy)}
        inputMode="numeric"
        autoComplete="off"
        value={shownText(props)}
        placeholder={placeholder}
        error={invalid}
        w={130}
        onChange={(event) => onChange(wireOfText(parameter, event.currentTarget.value.trim()))}
      />
      {unit === '' ? null : <span className={classes['unit']}>{unit}</span>}
    </div>
  );
}

/** What stands in a text field: nothing for a cleared item, whatever its wire text. */
function shownText({ parameter, value }: Pick<ParameterEditorProps, 'parameter' | 'value'>): string {
  return value === null || isCleared(parameter, value) ? '' : value;
}

function TextEditor(props: ParameterEditorProps) {
  const { id, label, describedBy, parameter, placeholder, invalid, onChange } = props;
  return (
    <TextInput
      id={id}
      aria-label={label}
      {...describing(describedBy)}
      autoComplete="off"
      spellCheck={false}
      value={shownText(props)}
      placeholder={placeholder}
      error={invalid}
      onChange={(event) => onChange(wireOfText(parameter, event.currentTarget.value))}
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
