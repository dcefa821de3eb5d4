import { type ChoiceDefinition, inSection, type ParameterDefinition } from '../define.ts';
import type { LocalizedText, Parameter } from '../parameter.ts';

const METHODS: readonly ChoiceDefinition[] = [
  { value: 'get', wire: '0', label: { en: 'GET', de: 'GET' }, certainty: 'inferred' },
  { value: 'post', wire: '1', label: { en: 'POST', de: 'POST' }, certainty: 'inferred' },
  { value: 'put', wire: '2', label: { en: 'PUT', de: 'PUT' }, certainty: 'inferred' },
];

interface Event {
  readonly id: string;
  /** The item's part, where it is shorter than the id. */
  readonly item?: string;
  readonly label: LocalizedText;
  /** Behind "when" and "wenn". */
  readonly when: LocalizedText;
}

const EVENTS: readonly Event[] = [
  {
    id: 'phone-started',
    label: { en: 'Phone Started', de: 'Telefon gestartet' },
    when: { en: 'it has started', de: 'es gestartet ist' },
  },
  {
    id: 'primary-line-registered',
    item: 'line-registered',
    label: { en: 'Primary Line Registered', de: 'Hauptleitung registriert' },
    when: { en: 'its primary line has registered', de: 'sich seine Hauptleitung registriert hat' },
  },
  {
    id: 'primary-line-unregistered',
    item: 'line-unregistered',
    label: { en: 'Primary Line Unregistered', de: 'Hauptleitung nicht mehr registriert' },
    when: {
      en: 'its primary line has lost its registration',
      de: 'seine Hauptleitung nicht mehr registriert ist',
    },
  },
  {
    id: 'phone-idle',
    label: { en: 'Phone Idle', de: 'Telefon frei' },
    when: { en: 'it becomes idle', de: 'es frei wird' },
  },
  {
    id: 'phone-busy',
    label: { en: 'Phone Busy', de: 'Telefon besetzt' },
    when: { en: 'it becomes busy', de: 'es besetzt wird' },
  },
  {
    id: 'incoming-call-primary-line',
    item: 'incoming-call',
    label: { en: 'Incoming Call Primary Line', de: 'Ankommender Anruf auf der Hauptleitung' },
    when: { en: 'a call comes in on its primary line', de: 'auf seiner Hauptleitung ein Anruf ankommt' },
  },
  {
    id: 'outgoing-call-primary-line',
    item: 'outgoing-call',
    label: { en: 'Outgoing Call Primary Line', de: 'Abgehender Anruf auf der Hauptleitung' },
    when: { en: 'a call goes out on its primary line', de: 'auf seiner Hauptleitung ein Anruf abgeht' },
  },
  {
    id: 'connected-call-primary-line',
    item: 'connected-call',
    label: { en: 'Connected Call Primary Line', de: 'Verbundenes Gespräch auf der Hauptleitung' },
    when: {
      en: 'a call on its primary line is connected',
      de: 'auf seiner Hauptleitung ein Gespräch zustande kommt',
    },
  },
  {
    id: 'disconnected-call-primary-line',
    item: 'disconnected-call',
    label: { en: 'Disconnected Call Primary Line', de: 'Beendetes Gespräch auf der Hauptleitung' },
    when: {
      en: 'a call on its primary line has ended',
      de: 'auf seiner Hauptleitung ein Gespräch endet',
    },
  },
  {
    id: 'call-forwarding-primary-line',
    item: 'call-forwarding',
    label: { en: 'Call Forwarding Primary Line', de: 'Rufumleitung der Hauptleitung' },
    when: {
      en: 'call forwarding of its primary line changes',
      de: 'sich die Rufumleitung seiner Hauptleitung ändert',
    },
  },
  {
    id: 'dnd-primary-line',
    item: 'dnd',
    label: { en: 'DND Primary Line', de: 'Anrufschutz der Hauptleitung' },
    when: {
      en: 'do not disturb of its primary line changes',
      de: 'sich der Anrufschutz seiner Hauptleitung ändert',
    },
  },
];

/** An address and the method of its request, side by side. */
function definitionsOf({ id, item = id, label, when }: Event): readonly ParameterDefinition[] {
  return [
    {
      id: `${id}-url`,
      item: `action-url-${item}`,
      type: 'url',
      label: { en: `${label.en} URL`, de: `${label.de}: URL` },
      help: {
        en: `Web address to which the phone sends a request when ${when.en}.`,
        de: `Webadresse, an die das Telefon eine Anfrage sendet, wenn ${when.de}.`,
      },
      certainty: 'inferred',
      source: 'OSEM 7.5.3',
    },
    {
      id: `${id}-method`,
      item: `action-url-${item}-method`,
      type: 'enum',
      label: { en: `${label.en} Method`, de: `${label.de}: Methode` },
      help: {
        en: `HTTP method of the request that the phone sends when ${when.en}.`,
        de: `HTTP-Methode der Anfrage, die das Telefon sendet, wenn ${when.de}.`,
      },
      values: METHODS,
      certainty: 'inferred',
      source: 'OSEM 7.5.3',
    },
  ];
}

/** Section 7.5.3 of the guide. */
export const actionUrls: readonly Parameter[] = inSection('7.5.3', EVENTS.flatMap(definitionsOf));
