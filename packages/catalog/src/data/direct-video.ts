import { inSection } from '../define.ts';
import type { IndexRule, Parameter } from '../parameter.ts';

const CAMERAS: IndexRule = { kind: 'list', from: 1, to: 4 };

/** Section 7.5.8 of the guide. */
export const directVideo: readonly Parameter[] = [
  ...inSection('7.5.8', [
    {
      id: 'direct-video-enabled',
      item: 'direct-video-enabled',
      type: 'boolean',
      label: { en: 'Direct Video Enabled', de: 'Direktvideo aktiv' },
      help: {
        en: 'Lets the user watch the picture of this camera on the phone.',
        de: 'Der Benutzer kann das Bild dieser Kamera am Telefon ansehen.',
      },
      index: CAMERAS,
      list: 'direct-video-cameras',
      certainty: 'inferred',
      source: 'OSEM 7.5.8',
    },
    {
      id: 'camera-name',
      item: 'camera-name',
      type: 'text',
      label: { en: 'Camera Name', de: 'Name der Kamera' },
      help: {
        en: 'Freely chosen name under which the phone shows this camera.',
        de: 'Frei wählbarer Name, unter dem das Telefon diese Kamera anzeigt.',
      },
      default: 'Camera',
      index: CAMERAS,
      list: 'direct-video-cameras',
      certainty: 'inferred',
      source: 'OSEM 7.5.8',
    },
    {
      id: 'camera-protocol',
      item: 'camera-protocol',
      type: 'enum',
      label: { en: 'Camera Protocol', de: 'Protokoll der Kamera' },
      help: {
        en: 'Protocol by which the phone fetches the picture from the camera.',
        de: 'Protokoll, über das das Telefon das Bild von der Kamera bezieht.',
      },
      values: [
        { value: 'rtsp', wire: '0', label: { en: 'RTSP', de: 'RTSP' }, certainty: 'inferred' },
        { value: 'http', wire: '1', label: { en: 'HTTP', de: 'HTTP' }, certainty: 'inferred' },
      ],
      index: CAMERAS,
      list: 'direct-video-cameras',
      certainty: 'inferred',
      source: 'OSEM 7.5.8',
    },
    {
      id: 'camera-address',
      item: 'camera-address',
      type: 'host',
      label: { en: 'Camera Address', de: 'Adresse der Kamera' },
      help: {
        en: 'Address of the camera or of the video server that delivers its picture.',
        de: 'Adresse der Kamera oder des Videoservers, der ihr Bild liefert.',
      },
      index: CAMERAS,
      list: 'direct-video-cameras',
      certainty: 'inferred',
      source: 'OSEM 7.5.8',
    },
    {
      id: 'camera-url',
      item: 'camera-path',
      type: 'text',
      label: { en: 'Camera URL', de: 'URL-Pfad der Kamera' },
      help: {
        en: 'Path behind the address under which the picture is found, for example /stream/1.',
        de: 'Pfad hinter der Adresse, unter dem das Bild abrufbar ist, zum Beispiel /stream/1.',
      },
      index: CAMERAS,
      list: 'direct-video-cameras',
      certainty: 'inferred',
      source: 'OSEM 7.5.8',
    },
    {
      id: 'camera-port',
      item: 'camera-port',
      type: 'integer',
      label: { en: 'Camera Port', de: 'Port der Kamera' },
      help: {
        en: 'Port on which the camera or its video server delivers the picture.',
        de: 'Port, auf dem die Kamera oder ihr Videoserver das Bild liefert.',
      },
      min: 1,
      max: 65535,
      format: 'port',
      index: CAMERAS,
      list: 'direct-video-cameras',
      certainty: 'inferred',
      source: 'OSEM 7.5.8',
    },
    {
      id: 'camera-username',
      item: 'camera-username',
      type: 'text',
      label: { en: 'Camera Username', de: 'Benutzername an der Kamera' },
      help: {
        en: 'User name with which the phone signs in to the camera.',
        de: 'Benutzername, mit dem sich das Telefon bei der Kamera anmeldet.',
      },
      index: CAMERAS,
      list: 'direct-video-cameras',
      certainty: 'inferred',
      source: 'OSEM 7.5.8',
    },
    {
      id: 'camera-password',
      item: 'camera-pwd',
      type: 'password',
      label: { en: 'Camera Password', de: 'Kennwort an der Kamera' },
      help: {
        en: 'Password with which the phone signs in to the camera.',
        de: 'Kennwort, mit dem sich das Telefon bei der Kamera anmeldet.',
      },
      secret: true,
      index: CAMERAS,
      list: 'direct-video-cameras',
      certainty: 'inferred',
      source: 'OSEM 7.5.8',
    },
  ]),
];
