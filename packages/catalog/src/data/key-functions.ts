import type { ChoiceDefinition } from '../define.ts';

/**
 * What a function key can do (phones reference, section 2). Phones know more codes; only those with a documented
 * meaning stand here.
 */
export const FUNCTIONS: readonly ChoiceDefinition[] = [
  { value: 'none', wire: '0', label: { en: 'No function', de: 'Keine Funktion' } },
  { value: 'selected-dialing', wire: '1', label: { en: 'Selected dialing', de: 'Zielwahl' } },
  { value: 'redial', wire: '3', label: { en: 'Repeat dialing', de: 'Wahlwiederholung' } },
  { value: 'forwarding', wire: '6', label: { en: 'Forwarding', de: 'Rufumleitung' } },
  { value: 'ringer-off', wire: '9', label: { en: 'Ringer off', de: 'Klingel aus' } },
  { value: 'hold', wire: '10', label: { en: 'Hold', de: 'Halten' } },
  { value: 'alternate', wire: '11', label: { en: 'Alternate', de: 'Makeln' } },
  { value: 'blind-transfer', wire: '12', label: { en: 'Blind transfer', de: 'Blinde Übergabe' } },
  { value: 'transfer', wire: '13', label: { en: 'Transfer', de: 'Übergabe' } },
  { value: 'deflect', wire: '14', label: { en: 'Deflect', de: 'Weiterleiten' } },
  { value: 'shift', wire: '18', label: { en: 'Shift', de: 'Tastenebene umschalten' } },
  { value: 'conference', wire: '22', label: { en: 'Conference', de: 'Konferenz' } },
  { value: 'headset', wire: '24', label: { en: 'Headset', de: 'Headset' } },
  { value: 'do-not-disturb', wire: '25', label: { en: 'Do not disturb', de: 'Anrufschutz' } },
  { value: 'group-pickup', wire: '29', label: { en: 'Group pickup', de: 'Gruppenübernahme' } },
  { value: 'repertory-dial', wire: '30', label: { en: 'Repertory dial', de: 'Kurzwahl' } },
  { value: 'line', wire: '31', label: { en: 'Line', de: 'Leitung' } },
  { value: 'consultation', wire: '50', label: { en: 'Consultation', de: 'Rückfrage' } },
  {
    value: 'server-feature',
    wire: '54',
    label: { en: 'Server feature', de: 'Leistungsmerkmal des Servers' },
  },
  { value: 'aics-zip-tone', wire: '57', label: { en: 'AICS zip tone', de: 'AICS-Hinweiston' } },
  { value: 'feature-toggle', wire: '58', label: { en: 'Feature toggle', de: 'Funktionsumschaltung' } },
  { value: 'blf', wire: '59', label: { en: 'Busy lamp field', de: 'Besetztlampenfeld' } },
  { value: 'start-application', wire: '60', label: { en: 'Start application', de: 'Anwendung starten' } },
  { value: 'send-url', wire: '63', label: { en: 'Send URL', de: 'URL senden' } },
];
