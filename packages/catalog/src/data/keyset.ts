import { inSection } from '../define.ts';
import type { Parameter } from '../parameter.ts';

/** Section 7.3.9 of the guide. */
export const keyset: readonly Parameter[] = [
  ...inSection('7.3.9', [
    {
      id: 'rollover-ring',
      item: 'line-rollover-type',
      type: 'enum',
      label: { en: 'Rollover Ring', de: 'Klingeln bei weiterem Anruf' },
      help: {
        en: 'How the phone rings when a call comes in on another line during a call.',
        de: 'Signalisierung, wenn während eines Gesprächs auf einer anderen Leitung ein Anruf eintrifft.',
      },
      values: [
        { value: 'none', wire: '0', label: { en: 'No Ringing', de: 'Kein Klingeln' } },
        { value: 'alert-ringing', wire: '1', label: { en: 'Alert Ringing', de: 'Hinweisruf' } },
        { value: 'standard-ringing', wire: '2', label: { en: 'Standard Ringing', de: 'Normales Klingeln' } },
        { value: 'alert-beep', wire: '3', label: { en: 'Alert Beep', de: 'Hinweiston' } },
      ],
      default: 'alert-beep',
      source: 'G 159, GS3, SIM',
    },
    {
      id: 'rollover-visual-alert',
      item: 'line-rollover-visual-alert',
      type: 'enum',
      label: { en: 'Rollover Visual Alert', de: 'Anzeige bei weiterem Anruf' },
      help: {
        en: 'Decides whether the display tells of a call that comes in on another line during a call.',
        de: 'Legt fest, ob das Display während eines Gesprächs einen Anruf auf einer anderen Leitung anzeigt.',
      },
      values: [
        {
          value: 'no-indication',
          wire: '0',
          label: { en: 'no indication', de: 'Keine Anzeige' },
          certainty: 'inferred',
        },
        {
          value: 'visual-alert',
          wire: '1',
          label: { en: 'visual alert', de: 'Hinweis im Display' },
          certainty: 'inferred',
        },
      ],
      certainty: 'inferred',
      source: 'OSEM 7.3.9',
    },
    {
      id: 'led-on-registration',
      item: 'line-registration-leds',
      type: 'boolean',
      label: { en: 'LED on registration', de: 'LED bei Registrierung' },
      help: {
        en: 'Lights the line keys for a moment when the lines have registered.',
        de: 'Lässt die Leitungstasten kurz leuchten, sobald die Leitungen registriert sind.',
      },
      default: true,
      source: 'G 159, GS3, SIM',
    },
    {
      id: 'originating-line-preference',
      item: 'originating-line-preference',
      type: 'enum',
      label: { en: 'Originating Line Preference', de: 'Leitung für abgehende Anrufe' },
      help: {
        en: 'Line that is used when the user picks up without choosing one.',
        de: 'Leitung, die beim Abheben ohne Auswahl für abgehende Anrufe belegt wird.',
      },
      values: [
        { value: 'idle-line', wire: '0', label: { en: 'Idle Line', de: 'Freie Leitung' } },
        { value: 'primary-line', wire: '1', label: { en: 'Primary Line', de: 'Hauptleitung' } },
        { value: 'last-line', wire: '2', label: { en: 'Last Line', de: 'Zuletzt benutzte Leitung' } },
        { value: 'none', wire: '3', label: { en: 'None', de: 'Keine' } },
      ],
      default: 'idle-line',
      source: 'G 159, GS3',
    },
    {
      id: 'terminating-line-preference',
      item: 'terminating-line-preference',
      type: 'enum',
      label: { en: 'Terminating Line Preference', de: 'Leitung für ankommende Anrufe' },
      help: {
        en: 'Line that is answered when the user picks up while calls are waiting.',
        de: 'Leitung, die beim Abheben angenommen wird, wenn Anrufe anstehen.',
      },
      values: [
        { value: 'ringing-line', wire: '0', label: { en: 'Ringing Line', de: 'Klingelnde Leitung' } },
        {
          value: 'ringing-line-primary',
          wire: '1',
          label: {
            en: 'Ringing Line (Primary Line Preference)',
            de: 'Klingelnde Leitung (Hauptleitung bevorzugt)',
          },
        },
        { value: 'incoming-call', wire: '2', label: { en: 'Incoming Call', de: 'Ankommender Anruf' } },
        {
          value: 'incoming-call-primary',
          wire: '3',
          label: {
            en: 'Incoming Call (Primary Line Preference)',
            de: 'Ankommender Anruf (Hauptleitung bevorzugt)',
          },
        },
        { value: 'none', wire: '4', label: { en: 'None', de: 'Keine' } },
      ],
      default: 'ringing-line',
      source: 'GS3',
    },
    {
      id: 'line-action-mode',
      item: 'line-key-operating-mode',
      type: 'enum',
      label: { en: 'Line Action Mode', de: 'Verhalten beim Leitungswechsel' },
      help: {
        en: 'What happens to the current call when the user changes to another line.',
        de: 'Legt fest, was beim Wechsel auf eine andere Leitung mit dem laufenden Gespräch geschieht.',
      },
      values: [
        { value: 'hold', wire: '0', label: { en: 'Hold', de: 'Halten' } },
        { value: 'release', wire: '1', label: { en: 'Release', de: 'Trennen' } },
      ],
      default: 'hold',
      source: 'GS3',
    },
    {
      id: 'reservation-timer-seconds',
      item: 'keyset-reservation-timer',
      type: 'integer',
      label: { en: 'Reservation Timer (seconds)', de: 'Reservierungsdauer (Sekunden)' },
      help: {
        en: 'Seconds for which a line stays reserved for the user.',
        de: 'Sekunden, für die eine Leitung dem Benutzer reserviert bleibt.',
      },
      default: 60,
      min: 0,
      max: 300,
      unit: 'seconds',
      source: 'GS3, SIM',
    },
    {
      id: 'line-key-forwarding-shown',
      item: 'keyset-remote-forward-ind',
      type: 'boolean',
      label: { en: 'Line Key Forwarding Shown', de: 'Rufumleitung an Leitungstaste anzeigen' },
      help: {
        en: 'Shows at the line key that calls to this line are forwarded.',
        de: 'Zeigt an der Leitungstaste an, dass Anrufe für diese Leitung umgeleitet werden.',
      },
      source: 'GS3, SIM',
    },
    {
      id: 'dss-show-caller-id-when-alerting',
      item: 'dss-show-caller-id',
      type: 'boolean',
      label: {
        en: 'DSS Show Caller ID when alerting',
        de: 'Anrufer bei anstehendem Direktruf anzeigen',
      },
      help: {
        en: 'Shows who is calling while a call rings at the station of a direct station key.',
        de: 'Zeigt den Anrufer an, solange ein Anruf beim Teilnehmer einer Direktruftaste ansteht.',
      },
      certainty: 'inferred',
      source: 'OSEM 7.3.9',
    },
    {
      id: 'call-pickup-detect-timer-sec',
      item: 'dss-sip-detect-timer',
      type: 'integer',
      label: { en: 'Call Pickup Detect Timer (sec)', de: 'Erkennungszeit für Anrufübernahme (Sek.)' },
      help: {
        en: 'Seconds for which the direct station key signals a call that can be picked up.',
        de: 'Sekunden, für die die Direktruftaste einen übernehmbaren Anruf signalisiert.',
      },
      default: 3,
      min: 0,
      unit: 'seconds',
      source: 'GS3',
    },
    {
      id: 'deflect-alerting-call-enabled',
      item: 'dss-sip-deflect',
      type: 'boolean',
      label: { en: 'Deflect Alerting Call Enabled', de: 'Anstehenden Anruf weiterleiten' },
      help: {
        en: 'Lets the user deflect a waiting call by pressing a direct station key.',
        de: 'Ein anstehender Anruf kann mit einer Direktruftaste weitergeleitet werden.',
      },
      default: false,
      source: 'GS3, SIM',
    },
    {
      id: 'allow-pickup-to-be-refused',
      item: 'dss-sip-refuse',
      type: 'boolean',
      label: { en: 'Allow Pickup To Be Refused', de: 'Übernahme ablehnen erlaubt' },
      help: {
        en: 'Lets the user refuse to pick up a call by pressing the key.',
        de: 'Die Übernahme eines Anrufs kann per Tastendruck abgelehnt werden.',
      },
      default: false,
      source: 'GS3, SIM',
    },
    {
      id: 'dss-key-forwarding-shown',
      item: 'dss-forwarding-indication',
      type: 'boolean',
      label: { en: 'DSS Key Forwarding Shown', de: 'Rufumleitung an Direktruftaste anzeigen' },
      help: {
        en: 'Lets the LED of the direct station key blink while that station forwards its calls.',
        de: 'Lässt die LED der Direktruftaste blinken, solange dieser Teilnehmer seine Anrufe umleitet.',
      },
      default: false,
      source: 'SIM',
    },
    {
      id: 'dss-monitored',
      item: 'dss-monitored',
      type: 'boolean',
      label: { en: 'DSS monitored', de: 'Direktruftasten überwachen' },
      help: {
        en: 'Lets direct station keys show the state of stations that are no keyset themselves.',
        de: 'Direktruftasten zeigen auch den Zustand von Teilnehmern an, die selbst kein Keyset sind.',
      },
      certainty: 'inferred',
      source: 'OSEM 7.3.9',
    },
  ]),
];
