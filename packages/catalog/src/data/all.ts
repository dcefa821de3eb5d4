import type { Parameter } from '../parameter.ts';
import { actionUrls } from './action-urls.ts';
import { addressing } from './addressing.ts';
import { alerting } from './alerting.ts';
import { audio } from './audio.ts';
import { bluetooth } from './bluetooth.ts';
import { callForwarding } from './call-forwarding.ts';
import { callForwardingByOrigin } from './call-forwarding-by-origin.ts';
import { callHandling } from './call-handling.ts';
import { callRecording } from './call-recording.ts';
import { callback } from './callback.ts';
import { canonicalDialing } from './canonical-dialing.ts';
import { certificateAuthorities } from './certificate-authorities.ts';
import { certificateEnrollment } from './certificate-enrollment.ts';
import { certificates } from './certificates.ts';
import { dateTime } from './date-time.ts';
import { dialplan } from './dialplan.ts';
import { directVideo } from './direct-video.ts';
import { doorOpener } from './door-opener.ts';
import { dot1x } from './dot1x.ts';
import { featureAvailability } from './feature-availability.ts';
import { functionKeys } from './function-keys.ts';
import { general } from './general.ts';
import { hfaRedundancy } from './hfa-redundancy.ts';
import { hfaSettings } from './hfa-settings.ts';
import { ice } from './ice.ts';
import { integrations } from './integrations.ts';
import { ipSettings } from './ip-settings.ts';
import { keyset } from './keyset.ts';
import { ldap } from './ldap.ts';
import { ldapTemplate } from './ldap-template.ts';
import { mobility } from './mobility.ts';
import { networkInterfaces } from './network-interfaces.ts';
import { opus } from './opus.ts';
import { otherApplications } from './other-applications.ts';
import { otherBluetooth } from './other-bluetooth.ts';
import { otherCalls } from './other-calls.ts';
import { otherDevice } from './other-device.ts';
import { otherDialing } from './other-dialing.ts';
import { otherDialogue } from './other-dialogue.ts';
import { otherDisplay } from './other-display.ts';
import { otherFiles } from './other-files.ts';
import { otherKeys } from './other-keys.ts';
import { otherLines } from './other-lines.ts';
import { otherLocks } from './other-locks.ts';
import { otherMobility } from './other-mobility.ts';
import { otherNetwork } from './other-network.ts';
import { otherPasswords } from './other-passwords.ts';
import { otherServer } from './other-server.ts';
import { otherVolume } from './other-volume.ts';
import { password } from './password.ts';
import { qualityOfService } from './quality-of-service.ts';
import { qualityReports } from './quality-reports.ts';
import { remoteAccess } from './remote-access.ts';
import { routing } from './routing.ts';
import { security } from './security.ts';
import { securityLog } from './security-log.ts';
import { sipBackup } from './sip-backup.ts';
import { sipServers } from './sip-servers.ts';
import { sipSettings } from './sip-settings.ts';
import { snmp } from './snmp.ts';
import { specialRinger } from './special-ringer.ts';
import { srtp } from './srtp.ts';
import { telephony } from './telephony.ts';
import { traceFiles } from './trace-files.ts';
import { traceLevels } from './trace-levels.ts';
import { userDisplay } from './user-display.ts';
import { userGeneral } from './user-general.ts';
import { userTones } from './user-tones.ts';
import { verificationPolicies } from './verification-policies.ts';
import { wiFi } from './wi-fi.ts';

/** Every parameter, by menu and section. */
export const ALL_PARAMETERS: readonly Parameter[] = [
  ...general,
  ...bluetooth,
  ...dateTime,
  ...mobility,
  ...integrations,
  ...telephony,
  ...sipSettings,
  ...sipServers,
  ...sipBackup,
  ...hfaSettings,
  ...hfaRedundancy,
  ...canonicalDialing,
  ...keyset,
  ...dialplan,
  ...audio,
  ...srtp,
  ...opus,
  ...alerting,
  ...ice,
  ...ldap,
  ...ldapTemplate,
  ...actionUrls,
  ...addressing,
  ...callRecording,
  ...featureAvailability,
  ...doorOpener,
  ...directVideo,
  ...ipSettings,
  ...dot1x,
  ...wiFi,
  ...routing,
  ...networkInterfaces,
  ...qualityOfService,
  ...userGeneral,
  ...functionKeys,
  ...userDisplay,
  ...userTones,
  ...specialRinger,
  ...callHandling,
  ...callForwarding,
  ...callForwardingByOrigin,
  ...callback,
  ...security,
  ...certificateAuthorities,
  ...certificates,
  ...verificationPolicies,
  ...certificateEnrollment,
  ...password,
  ...traceFiles,
  ...traceLevels,
  ...remoteAccess,
  ...securityLog,
  ...snmp,
  ...qualityReports,
  ...otherDevice,
  ...otherServer,
  ...otherDialing,
  ...otherNetwork,
  ...otherKeys,
  ...otherLines,
  ...otherCalls,
  ...otherDisplay,
  ...otherVolume,
  ...otherBluetooth,
  ...otherLocks,
  ...otherPasswords,
  ...otherApplications,
  ...otherMobility,
  ...otherFiles,
  ...otherDialogue,
];
