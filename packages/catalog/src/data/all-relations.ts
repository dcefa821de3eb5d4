import type { Relation } from '../relations.ts';
import { alertingRelations } from './alerting.relations.ts';
import { bluetoothRelations } from './bluetooth.relations.ts';
import { callForwardingRelations } from './call-forwarding.relations.ts';
import { callHandlingRelations } from './call-handling.relations.ts';
import { callRecordingRelations } from './call-recording.relations.ts';
import { callbackRelations } from './callback.relations.ts';
import { canonicalDialingRelations } from './canonical-dialing.relations.ts';
import { dateTimeRelations } from './date-time.relations.ts';
import { diagnosticsRelations } from './diagnostics.relations.ts';
import { dialplanRelations } from './dialplan.relations.ts';
import { directVideoRelations } from './direct-video.relations.ts';
import { doorOpenerRelations } from './door-opener.relations.ts';
import { dot1xRelations } from './dot1x.relations.ts';
import { hfaRelations } from './hfa.relations.ts';
import { iceRelations } from './ice.relations.ts';
import { ipSettingsRelations } from './ip-settings.relations.ts';
import { ldapRelations } from './ldap.relations.ts';
import { mobilityRelations } from './mobility.relations.ts';
import { networkInterfacesRelations } from './network-interfaces.relations.ts';
import { portRelations } from './ports.relations.ts';
import { qualityOfServiceRelations } from './quality-of-service.relations.ts';
import { securityRelations } from './security.relations.ts';
import { sipRelations } from './sip.relations.ts';
import { srtpRelations } from './srtp.relations.ts';
import { userGeneralRelations } from './user-general.relations.ts';
import { userTonesRelations } from './user-tones.relations.ts';
import { wiFiRelations } from './wi-fi.relations.ts';

/** Every rule between parameters, in the order of the sections that they are about. */
export const ALL_RELATIONS: readonly Relation[] = [
  ...bluetoothRelations,
  ...dateTimeRelations,
  ...mobilityRelations,
  ...sipRelations,
  ...hfaRelations,
  ...portRelations,
  ...canonicalDialingRelations,
  ...dialplanRelations,
  ...srtpRelations,
  ...alertingRelations,
  ...iceRelations,
  ...ldapRelations,
  ...callRecordingRelations,
  ...doorOpenerRelations,
  ...directVideoRelations,
  ...ipSettingsRelations,
  ...dot1xRelations,
  ...wiFiRelations,
  ...networkInterfacesRelations,
  ...qualityOfServiceRelations,
  ...userGeneralRelations,
  ...userTonesRelations,
  ...callHandlingRelations,
  ...callForwardingRelations,
  ...callbackRelations,
  ...securityRelations,
  ...diagnosticsRelations,
];
