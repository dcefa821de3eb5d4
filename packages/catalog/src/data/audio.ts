import { type ChoiceDefinition, inSection } from '../define.ts';
import type { Parameter } from '../parameter.ts';

/** The code of OPUS follows from the order of the guide. */
const CODECS: readonly ChoiceDefinition[] = [
  { value: 'g711', wire: '0', label: { en: 'G711', de: 'G.711' } },
  { value: 'g722', wire: '1', label: { en: 'G722', de: 'G.722' } },
  { value: 'g729', wire: '2', label: { en: 'G729', de: 'G.729' } },
  { value: 'opus', wire: '3', label: { en: 'OPUS', de: 'Opus' }, certainty: 'inferred' },
];

/** Sections 7.4.1, 7.4.2, 7.4.3, 7.4.5 of the guide. */
export const audio: readonly Parameter[] = [
  ...inSection('7.4.1', [
    {
      id: 'rtp-base-port',
      item: 'rtp-base-port',
      type: 'integer',
      label: { en: 'RTP base port', de: 'RTP-Basisport' },
      help: {
        en: 'First port for speech data; RTP uses even ports, RTCP the next odd ones.',
        de: 'Erster Port für Sprachdaten; RTP nutzt gerade Ports, RTCP die jeweils folgenden ungeraden.',
      },
      default: 5004,
      min: 1024,
      max: 65534,
      format: 'even-port',
      source: 'GS3, SIM',
    },
    {
      id: 'silence-suppression-enabled',
      item: 'audio-silence-suppression',
      type: 'boolean',
      label: { en: 'Silence suppression enabled', de: 'Pausenunterdrückung aktiv' },
      help: {
        en: 'Sends no speech data while nobody speaks.',
        de: 'Sendet in Sprechpausen keine Sprachdaten.',
      },
      default: false,
      scopes: ['client-sip', 'client-hfa', 'template'],
      source: 'GS3',
    },
    {
      id: 'loudspeaker-enabled',
      item: 'loudspeech-enabled',
      type: 'boolean',
      label: { en: 'Loudspeaker enabled', de: 'Lautsprecher aktiv' },
      help: {
        en: 'Allows open listening and hands-free talking.',
        de: 'Erlaubt Lauthören und Freisprechen.',
      },
      default: true,
      scopes: ['client-sip', 'template'],
      source: 'GS3',
    },
    {
      id: 'microphone-disabled',
      item: 'disable-microphone',
      type: 'boolean',
      label: { en: 'Microphone disabled', de: 'Mikrofon abgeschaltet' },
      help: {
        en: 'Switches the hands-free microphone off for good.',
        de: 'Schaltet das Freisprechmikrofon dauerhaft ab.',
      },
      default: false,
      scopes: ['client-sip', 'template'],
      source: 'GS3',
    },
  ]),

  ...inSection('7.4.2', [
    {
      id: 'codecs-list',
      item: 'codec-type',
      type: 'enum',
      label: { en: 'Codecs', de: 'Codecs' },
      help: {
        en: 'Codecs in the order in which the phone offers them.',
        de: 'Codecs in der Reihenfolge, in der das Telefon sie anbietet.',
      },
      values: CODECS,
      scopes: ['user', 'template'],
      index: { kind: 'list', from: 1 },
      list: 'codecs',
      source: 'GS3',
    },
    {
      id: 'codecs-list:allowed',
      item: 'codec-allowed',
      type: 'boolean',
      label: { en: 'Codec allowed', de: 'Codec zugelassen' },
      help: {
        en: 'Offers the codec of this entry to the other side.',
        de: 'Bietet der Gegenstelle den Codec dieses Eintrags an.',
      },
      scopes: ['user', 'template'],
      index: { kind: 'list', from: 1 },
      list: 'codecs',
      source: 'GS3, DLSIR',
    },
    {
      id: 'codecs-list:rank',
      item: 'codec-rank',
      type: 'integer',
      label: { en: 'Rank', de: 'Rang' },
      help: {
        en: 'Place of this entry in the order of preference; 1 comes first.',
        de: 'Platz dieses Eintrags in der Rangfolge; 1 steht an erster Stelle.',
      },
      min: 1,
      scopes: ['user', 'template'],
      index: { kind: 'list', from: 1 },
      list: 'codecs',
      source: 'GS3, DLSIR',
    },
    {
      id: 'codecs-client',
      item: 'codec-allowed',
      type: 'boolean',
      label: { en: 'Codecs', de: 'Codecs' },
      help: {
        en: 'Offers the codec of this entry to the other side.',
        de: 'Bietet der Gegenstelle den Codec dieses Eintrags an.',
      },
      scopes: ['client-sip', 'client-hfa'],
      index: { kind: 'list', from: 1 },
      list: 'codecs',
      source: 'GS3, DLSIR',
    },
    {
      id: 'codecs-client:codec',
      item: 'codec-type',
      type: 'enum',
      label: { en: 'Codec', de: 'Codec' },
      help: { en: 'Codec of this entry.', de: 'Codec dieses Eintrags.' },
      values: CODECS,
      scopes: ['client-sip', 'client-hfa'],
      index: { kind: 'list', from: 1 },
      list: 'codecs',
      source: 'GS3',
    },
    {
      id: 'codecs-client:rank',
      item: 'codec-rank',
      type: 'integer',
      label: { en: 'Rank', de: 'Rang' },
      help: {
        en: 'Place of this entry in the order of preference; 1 comes first.',
        de: 'Platz dieses Eintrags in der Rangfolge; 1 steht an erster Stelle.',
      },
      min: 1,
      scopes: ['client-sip', 'client-hfa'],
      index: { kind: 'list', from: 1 },
      list: 'codecs',
      source: 'GS3, DLSIR',
    },
    {
      id: 'codecs-packet-size',
      item: 'codec-packet-size',
      type: 'enum',
      label: { en: 'Codecs packet size', de: 'Paketgröße der Codecs' },
      help: { en: 'Milliseconds of speech in one packet.', de: 'Millisekunden Sprache je Paket.' },
      values: [
        { value: '10ms', wire: '0', label: { en: '10ms', de: '10 ms' } },
        { value: '20ms', wire: '1', label: { en: '20ms', de: '20 ms' } },
        { value: 'automatic', wire: '2', label: { en: 'Automatic', de: 'Automatisch' } },
        { value: '30ms', wire: '3', label: { en: '30ms', de: '30 ms' }, certainty: 'inferred' },
        { value: '60ms', wire: '4', label: { en: '60ms', de: '60 ms' }, certainty: 'inferred' },
        { value: '40ms', wire: '5', label: { en: '40ms', de: '40 ms' }, certainty: 'inferred' },
      ],
      default: 'automatic',
      index: { kind: 'list', from: 1 },
      list: 'codecs',
      source: 'GS3',
    },
  ]),

  ...inSection('7.4.3', [
    {
      id: 'secure-call-alert',
      item: 'secure-call-alert',
      type: 'boolean',
      label: { en: 'Secure call alert', de: 'Hinweis bei ungesichertem Gespräch' },
      help: {
        en: 'Warns the user when a call is not encrypted.',
        de: 'Weist den Benutzer darauf hin, wenn ein Gespräch nicht verschlüsselt ist.',
      },
      default: false,
      source: 'SIM',
    },
    {
      id: 'srtp-key-negotiation-method',
      item: 'srtp-key-negotiation-method',
      type: 'enum',
      label: { en: 'SRTP key negotiation method', de: 'Verfahren der SRTP-Schlüsselaushandlung' },
      help: {
        en: 'Protocol by which the phone and its partner agree on the keys of a call.',
        de: 'Protokoll, mit dem Telefon und Gegenstelle die Schlüssel eines Gesprächs aushandeln.',
      },
      values: [
        { value: 'mikey', wire: '0', label: { en: 'MIKEY', de: 'MIKEY' }, certainty: 'inferred' },
        { value: 'sdes', wire: '1', label: { en: 'SDES', de: 'SDES' }, certainty: 'inferred' },
      ],
      default: 'mikey',
      scopes: ['user', 'template'],
      source: 'SIM',
    },
    {
      id: 'secure-calls-payload-options',
      item: 'secure-call-payload-options',
      type: 'enum',
      label: { en: 'Secure calls payload options', de: 'Nutzdaten gesicherter Gespräche' },
      help: {
        en: 'Order in which the phone offers encrypted and plain speech data.',
        de: 'Reihenfolge, in der das Telefon verschlüsselte und unverschlüsselte Sprachdaten anbietet.',
      },
      values: [
        {
          value: 'rtp-srtp',
          wire: '0',
          label: { en: 'RTP + SRTP', de: 'RTP + SRTP' },
          certainty: 'inferred',
        },
        { value: 'srtp-only', wire: '1', label: { en: 'SRTP only', de: 'Nur SRTP' }, certainty: 'inferred' },
        {
          value: 'srtp-rtp',
          wire: '2',
          label: { en: 'SRTP + RTP', de: 'SRTP + RTP' },
          certainty: 'inferred',
        },
      ],
      default: 'rtp-srtp',
      scopes: ['user', 'template'],
      source: 'SIM',
    },
  ]),

  ...inSection('7.4.5', [
    {
      id: 'group-pickup-visual-alert-type',
      item: 'group-pickup-alert-type',
      type: 'enum',
      label: { en: 'Group Pickup Visual Alert Type', de: 'Anzeige der Gruppenübernahme' },
      help: {
        en: 'How the display tells of a call that the pickup group may take.',
        de: 'Art, wie das Display auf einen Anruf hinweist, den die Übernahmegruppe annehmen kann.',
      },
      values: [
        { value: 'prompt', wire: '0', label: { en: 'Prompt', de: 'Abfrage' }, certainty: 'inferred' },
        { value: 'notify', wire: '1', label: { en: 'Notify', de: 'Hinweis' }, certainty: 'inferred' },
        {
          value: 'fpk-only',
          wire: '2',
          label: { en: 'FPK only', de: 'Nur Funktionstaste' },
          certainty: 'inferred',
        },
      ],
      default: 'prompt',
      source: 'GS3, SIM',
    },
    {
      id: 'blf-alert-type',
      item: 'blf-tone-type',
      type: 'enum',
      label: { en: 'BLF Alert Type', de: 'BLF-Signalton' },
      help: {
        en: 'Sound with which a busy lamp key tells of a call at the monitored phone.',
        de: 'Ton, mit dem eine Besetztlampenfeld-Taste einen Anruf am überwachten Telefon meldet.',
      },
      values: [
        { value: 'beep', wire: '0', label: { en: 'Beep', de: 'Hinweiston' }, certainty: 'inferred' },
        {
          value: 'ring-burst',
          wire: '1',
          label: { en: 'Ring burst', de: 'Kurzes Klingeln' },
          certainty: 'inferred',
        },
        {
          value: 'ring-continuous',
          wire: '2',
          label: { en: 'Ring continuous', de: 'Dauerndes Klingeln' },
          certainty: 'inferred',
        },
      ],
      default: 'beep',
      source: 'G 138, SIM',
    },
  ]),
];
