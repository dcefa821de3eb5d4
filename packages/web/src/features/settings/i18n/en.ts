export const settings = {
  server: 'Server',
  serverText: 'What is saved here holds for all nodes at once.',
  url: 'Address of this server for phones',
  urlHint:
    'With the port for phones. Phones fetch files there, and phones that a scan finds call there. Empty: where each phone has called by itself.',
  logLevel: 'Log level',
  logLevelHint:
    'Changes while the server runs. Debug and trace write very much: only for as long as you look for something.',
  logLevels: {
    start: 'As at the start (DESKFLEET_LOG)',
    trace: 'trace: everything',
    debug: 'debug: what helps to look for faults',
    info: 'info: what happens',
    warn: 'warn: what may be wrong',
    error: 'error: what has failed',
    fatal: 'fatal: what stops the server',
    silent: 'silent: nothing',
  },
  timeZone: 'Time zone',
  timeZoneHint:
    'Of new schedules, recurring jobs and maintenance windows, which may each have another one, and of the times in exported files. Empty: that of your browser, and in exported files UTC.',
  timeZoneNone: 'None',
  save: 'Save',
  saved: 'The settings of the server are saved.',
  more: 'More settings',
  moreText: 'Each stands on the page that it is about.',
  places: {
    jobs: 'Time of jobs, how long they are kept, how many phones are asked at a time',
    files: 'File server, bandwidth, phones that fetch at the same time',
    storageProviders: 'Certificates of storage providers',
    users: 'Forced logon and logoff, enhanced security',
    scans: 'Networks and pace of scans, where found phones call',
    waiting: 'Which unknown phones may register',
  },
};
