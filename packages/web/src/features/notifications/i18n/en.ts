export const notifications = {
  title: 'Notifications',
  bell_one: 'Notifications ({{count}})',
  bell_other: 'Notifications ({{count}})',
  bell_zero: 'Notifications (none)',
  clear: 'Clear notification',
  clearAll: 'Clear all',
  empty: 'Nothing to tell.',
  more_one: 'and {{count}} more',
  more_other: 'and {{count, number}} more',
  openClient: 'Open client',
  kind: {
    'client-registered': 'A new phone registered: {{model}} {{deviceId}} ({{e164}}) from {{address}}.',
    'client-registered-many': 'Many new phones register at once, {{count}} of them within a moment.',
    'client-recognized':
      'The phone {{model}} {{deviceId}} called from {{address}}, was recognized and gets what was prepared for it ({{e164}}).',
    'client-recognized-by-number':
      'The phone {{deviceId}} called from {{address}} with the number {{e164}}, which was prepared for {{preparedFor}}, and gets what was prepared.',
    'client-recognized-other-model':
      'The phone {{deviceId}} ({{e164}}) was recognized and gets what was prepared, but it is a {{model}} instead of a {{preparedFor}}.',
    'client-recognized-many':
      'Many prepared phones were recognized at once, {{count}} of them within a moment.',
    'client-held':
      'The unknown phone {{model}} {{deviceId}} ({{e164}}) at {{address}} waits for your approval.',
    'client-held-many': 'Many unknown phones wait for your approval, {{count}} of them since a moment ago.',
    'client-held-full':
      'There are {{count}} unknown phones that wait for approval; more are not listed until some of these are decided on.',
    'client-new-address':
      'The phone {{deviceId}} ({{e164}}) called from the new address {{address}} instead of {{previousAddress}}.',
    'user-data-too-large':
      'The phone {{deviceId}} sent {{kilobytes, number}} KB of personal data of the mobile user {{e164}}, but a user may have {{limit, number}} KB in all: these data were not stored, those stored before are kept.',
    'device-endpoint-bad-request':
      'Something at {{address}} sent requests to the phone port that are no phone’s: {{detail}}.',
    'device-endpoint-overload':
      'More phones call than the server can answer at once; told to call again later: {{count}}.',
    'storage-provider-scan-failed': 'The storage provider “{{provider}}” could not be scanned. {{sentence}}',
    'rollout-stopped': 'The rollout “{{rollout}}” stopped itself. {{sentence}}',
    'account-failed-login': 'Signing in as {{username}} failed from {{address}}.',
    'account-failed-login-unknown': 'Signing in with an unknown username failed from {{address}}.',
    'account-setup-code-wrong': 'Signing in as {{username}} from {{address}} gave a wrong setup code.',
    'server-started-after-crash':
      'The server did not stop properly before this start; what was acknowledged is complete.',
  },
  severity: {
    info: 'Information',
    warning: 'Warning',
    error: 'Error',
  },
};
