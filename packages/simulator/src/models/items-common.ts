/** Items that phones of both software types know (names: item list of the reference, column `sip_hfa` = both). */
export const COMMON_ITEMS = `
# what the phone says of itself; reference section 8
device-type                        text(64)                  !read-only
related-device-type                text(64)                  !read-only
gigabit-ethernet-enabled           bool           true       !read-only
software-type                      text(64)                  !read-only
related-software-type              text(64)                  !read-only
software-version                   text(64)                  !read-only
related-software-version           text(64)                  !read-only
contact-me-uri                     text(255)                 !read-only
mac-addr                           text(64)                  !read-only
configuration-changed-flag         bool           false      !read-only
part-number                        text(64)       Unknown    !read-only
backlight-type                     enum(0,1,2)    2          !read-only
e164                               digits
basic-e164                         digits
mobility-enabled                   bool           false
bootstrapping-tan                  text(8)                   !read-only
cloud-pin-value                    text(64)       failure    !read-only
key-modules                        text(8)                   !read-only
blf-modules                        text(8)                   !read-only !on-request
slk-modules                        text(8)        0          !read-only
km15-modules                       text(8)        0          !read-only

# the provisioning service; reference sections 3, 4, 11, 15
dls-addr                           host
dls-secure-port                    int(0..65535)  18444
dls-mode-secure                    enum(0,1)      0
dls-chunk-size                     int(1024..51200) 5492
dls-contact-interval               int(0..86400)  300
dls-client-certificate             certificate
dls-server-ca[0..1]                certificate
dcmp-url                           text(255)                 !volatile
goto-secure-mode                   enum(nopin,pin)           !command
secure-mode-data                   base64                    !command
max-pin-retries                    int(0..10)     3
wbm-server-certificate             certificate
wbm-server-certificate-info        text(2000)                !read-only !on-request
cleanup-reason                     text(255)                 !unexpected
send-solicited                     bool                      !unexpected
restart-type                       text(32)                  !unexpected
restart-password                   text(32)                  !unexpected

# files; reference section 14
file-type                          text(32)                  !unexpected
file-action                        text(32)                  !unexpected
file-priority                      text(32)                  !unexpected
file-server                        host                      !unexpected
file-port                          int(0..65535)             !unexpected
file-username                      text(64)                  !unexpected
file-pwd                           text(64)                  !unexpected
file-path                          text(255)                 !unexpected
file-name                          text(255)                 !unexpected
file-https-base-url                text(255)                 !unexpected
file-sw-type                       text(64)                  !unexpected
file-sw-version                    text(64)                  !unexpected

# date and time
date-format                        enum(0,1,2,3)  0
time-format                        enum(0,1)      0
sntp-addr                          host           de.pool.ntp.org
sntp-addr-backup                   host
sntp-tz-offset                     int(-720..720) 60
daylight-save                      bool           true
daylight-save-minutes              int(0..120)    60
auto-daylight-save                 bool           true
daylight-save-zone-id              int(0..40)     9
time                               int(0..9999999999999)     !command

# registration, dialing
not-used-timeout                   int(1..5)      2
reg-addr                           host
system-name                        text(64)                  !when-set
system-name-unicode                text(64)                  !when-set
system-description                 text(255)                 !when-set
Canonical-dialing-international-prefix      digits   00
Canonical-dialing-local-country-code        digits   49
Canonical-dialing-national-prefix           digits   0
Canonical-dialing-local-area-code           digits  !when-set
Canonical-dialing-min-local-number-length   int(0..20)       5
Canonical-dialing-local-node                digits  !when-set
Canonical-dialing-external-access           digits   0
Canonical-dialing-operator-code             text(64)  !when-set
Canonical-dialing-emergency-number          text(64) 110,112
Canonical-dialing-extension-initial-digits  text(64)  !when-set
Canonical-dialing-dial-internal-form        enum(0,1,2)  0
Canonical-dialing-dial-external-form        enum(0,1,2)  0
Canonical-dialing-dial-needs-access-code    enum(0,1)    1
Canonical-dialing-dial-needs-intGWcode      enum(0,1)    0
Canonical-lookup-local-code[1..5]           text(64)  !when-set
Canonical-lookup-international-code[1..5]   text(64)  !when-set

# speech
rtp-base-port                      int(1024..65534) 5004
audio-silence-suppression          bool           false
codec-type[1..3]                   enum(0,1,2,3,4) 0
codec-allowed[1..3]                bool           true
codec-rank[1..3]                   int(1..6)      1
codec-packet-size[1..3]            enum(0,1,2,3,4,5) 2

# directory
ldap-server-address[?]             host
ldap-server-port                   int(0..65535)  389
ldap-transport                     enum(0,1,2)    1
ldap-authentication                enum(0,1,2)    0
ldap-user                          text(255)  !when-set
ldap-pwd                           text(64)
ldap-max-responses                 int(1..100)    25
ldap-search-trigger-timeout        int(0..10)     3

# network
dhcp                               bool           true
dhcp-reuse                         bool           false
ipv6-dhcp-enabled                  bool           true
ipv6-dhcp-addr-reuse               bool           false
hostname                           text(63)
ip-protocol-mode                   enum(0,1,2)    0
vlan-method                        enum(0,1,2)    1
vlan-id                            int(0..4095)   0
port1                              enum(0,1,2,3,4,5) 0
port2                              enum(0,1,2,3,4,5) 0
port2-mode                         enum(0,1,2)    1
port2-auto-mdix-enabled            bool           true
qos-layer2                         bool           true
l2qos-voice                        int(0..7)      5
l2qos-signalling                   int(0..7)      3
l2qos-default                      int(0..7)      0
qos-layer3                         bool           true
l3qos-voice                        int(0..63)     46
l3qos-signalling                   int(0..63)     26

# display, language, keys
language-iso                       text(5)        de
country-iso                        text(2)        DE
language                           int(0..99)     0
country                            int(0..99)     0
inactivity-timeout                 enum(0,1,5,10,20,30,60,120) 5
screensaver-enabled                bool           false
screensaver-image-timeout          enum(5,10,20,30,60) 10
display-brightness                 int(0..6)      3
key-click-volume                   enum(0,1,2,3)  0
click-keys                         enum(0,1)      0
function-key-def[keys]             int(0..255)    0
key-label-unicode[keys]            text(24)  !when-set

# passwords and access
user-pwd                           text(24)
admin-pwd                          text(24)
user-pwd-unicode                   text(48)
admin-pwd-unicode                  text(48)
min-user-passw-length              int(6..24)     6
min-admin-passw-length             int(6..24)     6
default-passw-policy               bool           false
passw-char-set                     enum(0,1)      0
enable-WBM                         bool           true
enable-test-interface              bool           false
enable-bluetooth-interface         bool           true       !when-set
ssh-enable                         bool           false
ssh-password                       text(24)
ssh-timer-connect                  int(1..10)     3
ssh-timer-session                  enum(5,10,20,30,60) 10

# monitoring
snmp-traps-active                  bool           false
snmp-trap-addr                     host
snmp-trap-port                     int(0..65535)  162
snmp-trap-pwd                      text(32)       snmp
snmp-queries-allowed               bool           false
snmp-pwd                           text(32)
diagnostic-traps-active            bool           false
diagnostic-snmp-active             bool           false
diagnostic-trap-addr               host
diagnostic-trap-port               int(0..65535)  162
diagnostic-trap-pwd                text(32)       snmp
qdc-qcu-active                     bool           false
qdc-snmp-active                    bool           false
qdc-collection-unit-addr           host
qdc-collection-unit-port           int(0..65535)  12010
qdc-trap-pwd                       text(32)       QOSDC
remote-trace-user-notify           bool           false
`;
