/** Items of OpenStage and Desk Phone IP telephones only. */
export const OPENSTAGE_ITEMS = `
pixelsaver-timeout-xt              int(0..24)     5
`;

/** Items of OpenStage and Desk Phone IP telephones with SIP software. */
export const OPENSTAGE_SIP_ITEMS = `
trace-level[0..41]                 enum(0,1,2,3,4,5) 0   !when-set
# forms of the first firmware, kept beside those that replaced them
key-label[keys]                    text(24)                 !when-set
line-short-desc[keys]              text(24)                 !when-set
display-id                         text(24)                 !when-set
sip-transport                      enum(0,1,2)    2         !when-set
outbound-proxy                     bool           false     !when-set
sgnl-gateway-addr                  host                     !when-set
sgnl-gateway-port                  int(0..65535)  5060      !when-set
call-pickup-allowed                bool           true      !when-set
permit-decline-call                bool           true      !when-set
pixelsaver-timeout                 int(0..24)     2         !when-set

wap-xcon-type                      enum(0,1)      0
user-midlet-download-allowed       bool           true
enable-untrusted-midlets           bool           false
usb-access-enabled                 bool           false
usb-backup-enabled                 bool           false
locked-config-menus[1..79]         bool           false      !when-set
map-special-ringer-0               text(50)       Bellcore-dr1
map-special-ringer-1               text(50)       Bellcore-dr2
map-special-ringer-2               text(50)       Bellcore-dr3
map-special-ringer-3               text(50)       alert-emergency
map-special-ringer-4               text(50)
map-special-ringer-5               text(50)
map-special-ringer-6               text(50)
`;

/** Items of OpenStage and Desk Phone IP telephones with HFA software. */
export const OPENSTAGE_HFA_ITEMS = `
trace-level[0..41]                 enum(0,1,2,3,4,5) 0
`;

/** Items of Desk Phone CP telephones with HFA software. */
export const CP_HFA_ITEMS = `
trace-level[0..66]                 enum(0,1,2,3,4,5) 0
`;

/** Items of Desk Phone CP telephones with SIP software; the mapping of special ringers is fixed (phones reference, section 7). */
export const CP_SIP_ITEMS = `
trace-level[0..66]                 enum(0,1,2,3,4,5) 0   !when-set
locked-config-menus[1..79]         bool           false      !when-set
map-special-ringer-0               text(50)                  !unsupported
map-special-ringer-1               text(50)                  !unsupported
map-special-ringer-2               text(50)                  !unsupported
map-special-ringer-3               text(50)                  !unsupported
map-special-ringer-4               text(50)                  !unsupported
map-special-ringer-5               text(50)                  !unsupported
map-special-ringer-6               text(50)                  !unsupported
`;

/** Volumes and similar user values that CP telephones report as items. */
export const CP_SIP_USER_ITEMS = `
open-listening-volume              int(0..10)     3
ringer-volume                      int(0..10)     5
headset-volume                     int(0..10)     6
handset-volume                     int(0..10)     4
handsfree-volume                   int(0..10)     6
warn-tone-volume                   int(0..10)     1
ringer-enabled                     bool           true
call-dnd-activated                 bool           false
display-contrast                   int(0..6)      3
`;
