/** Items of phones with SIP software, beside the common ones. */
export const SIP_ITEMS = `
# what the phone says of itself; reference section 8
sip-mobility-state                 enum(0,1,2)    0          !read-only
slog-archive-me                    bool           false      !read-only
fault-report-slog-entry            bool           false      !read-only
fault-time-slog-entry              text(32)                  !read-only
fault-report-ocsr-connect          bool           false      !read-only
fault-time-ocsr-connect            text(32)                  !read-only
fault-report-admin-pwd             bool           false      !read-only
fault-time-admin-pwd               text(32)                  !read-only
fault-report-user-pwd              bool           false      !read-only
fault-time-user-pwd                text(32)                  !read-only
default-profile                    bool           false      !read-only

# mobility
international-mobility-id          bool           false
mobility-password-on-logoff        bool           false
unauthorised-trap                  bool           false
unauthorised-trap-delay            int(0..3600)   300
timer-medium-priority              int(1..999)    60
timer-high-priority                int(0..999)    5
count-medium-priority              int(1..999)    5
userdata-vu1[1..9]                 base64                    !on-request
userdata-call-log[1..9]            base64                    !on-request
userdata-ring-tone[1..9]           base64                    !on-request
userdata-ring-tone-mp3[1..9]       base64                    !on-request
userdata-phonebook[1..9]           base64                    !on-request
userdata-call-group[1..9]          base64                    !on-request
userdata-voice-record[1..9]        base64                    !on-request
userdata-picture[1..9]             base64                    !on-request
userdata-screensaver[1..9]         base64                    !on-request
userdata-ldap[1..9]                base64                    !on-request

# SIP account and registration
emergency-e164                     digits         112
voice-mail-e164                    digits  !when-set
sip-name                           text(64)
sip-user-id                        text(64)
sip-pwd                            text(64)
realm                              text(64)
sip-transport-user                 enum(0,1,2)    2
sip-keepalive-method               enum(0,1)      0
voip-connectivity-check-interval   int(0..3600)   120
voip-server-validation             bool           false
reg-ttl                            int(0..4320)   3600
reg-port                           int(0..65535)  5060
registrar-addr                     host
registrar-port                     int(0..65535)  5060
registration-backoff-timer         int(60..600)   60
transaction-timer                  int(3700..32000) 32000
transaction-timer-f                int(3700..32000) 32000
session-timer                      bool           false
session-duration                   int(90..86400) 3600
server-type                        enum(0,1,2,3)  0
outbound-proxy-user                bool           false
sgnl-gateway-addr-user             host
sgnl-gateway-port-user             int(0..65535)  5060
sgnl-route                         enum(0,1)      0
default-domain                     host  !when-set
phone-port                         int(0..65535)  5060
register-by-name                   bool           false
backup-addr                        host  !when-set
backup-registration                bool           false
sip-tls-authentication-policy      enum(0,1,2)    0
non-rfc5746-tls-renegotiation      bool           false
server-based-dnd                   bool                      !unsupported
server-based-forwarding            bool                      !unsupported

# lines and keys
line-rollover-type                 enum(0,1,2,3)  3
line-rollover-volume               int(1..5)      2  !when-set
line-registration-leds             bool           true
originating-line-preference        enum(0,1,2,3)  0
terminating-line-preference        enum(0,1,2,3,4) 0
line-key-operating-mode            enum(0,1)      0
keyset-reservation-timer           int(0..300)    60
keyset-remote-forward-ind          bool           false
keyset-use-focus                   bool           false
dss-sip-detect-timer               int(0..60)     3
dss-sip-deflect                    bool           false
dss-sip-refuse                     bool           false
dss-forwarding-indication          bool           false
line-button-mode                   enum(0,1)      0
line-preselection-timer            int(0..60)     10
preview-timer                      int(2..30)     8
preview-mode-locked                bool           false
bridging-overrides-preview         enum(0,1)      0
bridging-enabled                   bool           false
dial-plan-enabled                  bool           false
fpk-long-press-timer               int(1..9)      2
default-locked-function-keys       bool           false
select-dial[keys]                  text(64)                  !when-set
forwarding-type[keys]              enum(0,1,2,3,4,5,6,7,8) 0 !when-set
forwarding-dest[keys]              text(64)                  !when-set
key-deflect-destination[keys]      text(64)                  !when-set
repertory-dial[keys]               text(64)                  !when-set
stimulus-feature-code[keys]        text(64)                  !when-set
stimulus-led-control-uri[keys]     text(128)                 !when-set
stimulus-DTMF-sequence[keys]       text(32)                  !when-set
blf-audible[keys]                  bool           false      !when-set
blf-popup[keys]                    bool           false      !when-set
FPK-app-name[keys]                 text(20)                  !when-set
send-url-address[keys]             host                      !when-set
send-url-protocol[keys]            enum(0,3)      0          !when-set
send-url-port[keys]                int(0..65535)  443        !when-set
send-url-path[keys]                text(255)                 !when-set
send-url-query[keys]               text(255)                 !when-set
send-url-method[keys]              enum(0,1)      0          !when-set
send-url-user-id[keys]             text(64)                  !when-set
send-url-passwd[keys]              text(64)
key-functionality[fixed-keys]      enum(0,1)      0
locked-function-keys[keys]         bool           false      !when-set
line-primary[keys]                 bool           false      !when-set
line-short-desc-unicode[keys]      text(24)                  !when-set
line-hunt-sequence[keys]           int(0..30)     0          !when-set
line-ring-delay[keys]              int(0..3600)   0          !when-set
line-hot-line-warm-line[keys]      enum(0,1,2)    0          !when-set
line-hld[keys]                     text(64)                  !when-set
line-hld-active[keys]              bool           false      !when-set
line-sip-uri[keys]                 text(64)                  !when-set
line-sip-realm[keys]               text(64)                  !when-set
line-sip-user-id[keys]             text(64)                  !when-set
line-sip-pwd[keys]                 text(64)
line-shared-type[keys]             enum(0,1,2)    1          !when-set
line-hidden[keys]                  bool           false      !when-set
line-int-allow[keys]               bool           true       !when-set
line-mlo-pos[keys]                 int(0..999)    0          !when-set

# speech, security
loudspeech-enabled                 bool           true
disable-microphone                 bool           false
voip-payload-security-allowed      bool           false
secure-call-alert                  bool           false
sip-payload-security-alert         bool           false
srtp-key-negotiation-method        enum(0,1)      0
secure-call-payload-options        enum(0,1,2)    0
group-pickup-as-ringer             bool           false
group-pickup-tone-allowed          bool           true
group-pickup-alert-type            enum(0,1,2)    0
blf-tone-type                      enum(0,1)      0

# features
feature-availability[0..36]        bool           true
mwi-e164                           text(64)
conference-factory-uri             text(128)  !when-set
pickup-group-uri                   text(128)  !when-set
blf-code                           text(32)  !when-set
park-server                        text(128)  !when-set
call-record-audible-indication     bool           false
call-record-audible-indication-continuous bool    false
call-record-auto-start             bool           false
call-record-all-calls              bool           false
refuse-call                        bool           false
callback-busy-allow                bool           false
callback-busy-code                 text(32)  !when-set
callback-busy-enabled              bool           false
callback-ring-allow                bool           false
callback-ring-code                 text(32)  !when-set
callback-ring-enabled              bool           false
callback-cancel-allow              bool           false
callback-cancel-code               text(32)  !when-set
MLPP-base                          enum(0,1)      0
MLPP-domain-type                   enum(0,1,2)    2
server-based-features              bool           false
uaCSTA-enabled                     bool           false
local-control-feature-availability bool           false
video-allowed                      bool           false
video-on                           bool           false

# display and sounds
use-display-id                     bool           false
display-id-unicode                 text(24)
missed-call-led                    enum(0,1,2,3)  2
IL-alert-notification-enabled      bool           true
context-menu-auto-show             bool           true
context-menu-auto-hide-time        enum(0,5,10,20,30,60,120) 20
MWI-new-show                       bool           false
MWI-new-label                      text(24)                  !when-set
MWI-new-urgent-show                bool           true
MWI-old-show                       bool           true
MWI-old-label                      text(24)                  !when-set
MWI-old-urgent-show                bool           true
display-skin                       enum(0,1)      0
ringer-audio-file                  text(255)                 !when-set
ringer-melody                      int(1..8)      2
ringer-tone-sequence               int(1..6)      2
loudspeaker-function-mode          enum(0,1)      0
moh-enabled                        bool           true
beep-on-error                      bool           true
alert[1..15]                       text(64)       ^^^^
voice-message-dial-tone            bool           false
call-log-enabled                   bool           true
clear-calllog                      bool                      !command
delete-missed-when-called          enum(0,1)      0
missed-logging                     enum(0,1)      0
idle-missed-calls                  bool           false
pb-lookups-allowed                 bool           true
directory-guard-required           bool           false
directory-guard-timeout            int(0..60)     10

# calls
auto-answer                        bool           false
auto-reconnect                     bool           false
beep-on-auto-answer                bool           false
beep-on-auto-reconnect             bool           false
call-waiting-enabled               bool           true
call-dnd-enabled                   bool           false
call-transfer-enabled              bool           true
call-deflection-enabled            bool           false
deflect-destination                text(64)  !when-set
call-join-enabled                  bool           true
join-allowed-in-conference         bool           false
call-holdringback-enabled          bool           false
holdringback-timer                 int(1..15)     3
hold-and-hang-up                   bool           false
user-conference-enabled            bool           true
busy-when-dialling-enabled         bool           false
transfer-on-ring-enabled           bool           false
transfer-on-ring                   bool           false
initial-digit-timer                int(1..60)     30
autodialtimer                      int(1..9)      6
implicit-call-association          bool           false
unconditional-transfer             bool           false
hot-line-warm-line                 enum(0,1,2)    0
hot-line-warm-line-digits          digits  !when-set
hot-keypad-dialing                 bool           false
cfu-activated                      bool           false
cfu-address                        text(64)  !when-set
cfu-unchangeable                   bool           false      !read-only  !when-set
cfu-ext-activated                  bool           false  !when-set
cfu-ext-address                    text(64)  !when-set
cfu-int-activated                  bool           false  !when-set
cfu-int-address                    text(64)  !when-set
cfu-ext-unchangeable               bool           false      !read-only  !when-set
cfu-int-unchangeable               bool           false      !read-only  !when-set
cfb-activated                      bool           false
cfb-address                        text(64)  !when-set
cfb-unchangeable                   bool           false      !read-only  !when-set
cfb-ext-activated                  bool           false  !when-set
cfb-ext-address                    text(64)  !when-set
cfb-int-activated                  bool           false  !when-set
cfb-int-address                    text(64)  !when-set
cfb-ext-unchangeable               bool           false      !read-only  !when-set
cfb-int-unchangeable               bool           false      !read-only  !when-set
cfnr-activated                     bool           false
cfnr-address                       text(64)  !when-set
cfnr-delay                         int(5..60)     16
cfnr-unchangeable                  bool           false      !read-only  !when-set
cfnr-ext-activated                 bool           false  !when-set
cfnr-ext-address                   text(64)  !when-set
cfnr-int-activated                 bool           false  !when-set
cfnr-int-address                   text(64)  !when-set
cfnr-ext-unchangeable              bool           false      !read-only  !when-set
cfnr-int-unchangeable              bool           false      !read-only  !when-set
forwarding-notification-audible    bool           true
forwarding-notification-visual     bool           true
forwarding-party-display           enum(0,1)      0

# locks, passwords, interfaces
enable-PC-apps-interface           bool           true
enable-phone-manager               bool           true
enable-resource-sharing            bool           false
default-locked-config-menus        bool           false
default-locked-local-function-menus bool          false
locked-local-function-menus[1..10] bool           false  !when-set
lock-forwarding                    bool           false
phone-lock-active                  bool           false
user-pwd-expiry                    text(32)                  !read-only  !when-set
admin-pwd-expiry                   text(32)                  !read-only  !when-set
user-pwd-history                   int(0..6)      0  !when-set
admin-pwd-history                  int(0..6)      0  !when-set
user-pwd-status                    enum(0,1,2)    0
admin-pwd-status                   enum(0,1,2)    0
user-pwd-hash                      text(64)                  !command
passw-expiry-days                  int(0..255)    0  !when-set
passw-warn-days                    int(0..255)    0  !when-set
force-update                       bool           false
pwd-retries                        enum(0,2,3,4,5) 5
pwd-min-reset-period               int(0..99)     0  !when-set
pwd-suspended-duration             int(0..99)     0  !when-set
pwd-upper                          int(0..24)     0  !when-set
pwd-lower                          int(0..24)     0  !when-set
pwd-digit                          int(0..24)     0  !when-set
pwd-punct                          int(0..24)     0  !when-set
pwd-sequence-length                int(0..24)     0  !when-set
automatic-hostname-type            enum(0,1,2)    1
e164-hostname                      bool           false

# XML applications
XML-app-action[1..20]              enum(update,delete)       !command
XML-app-name[1..20]                text(20)                  !when-set
XML-app-display-name[1..20]        text(20)                  !when-set
XML-app-server-addr[1..20]         host                      !when-set
XML-app-server-port[1..20]         int(0..65535)  80         !when-set
XML-app-transport[1..20]           enum(0,1)      0          !when-set
XML-app-program-name[1..20]        text(100)                 !when-set
XML-app-special-instance[1..20]    enum(0,1,2,3)  0          !when-set
XML-app-control-key[1..20]         enum(0,2,3,4,6) 0         !when-set
XML-app-auto-start[1..20]          bool           false      !when-set
XML-app-all-tabs-start[1..20]      bool           false      !when-set
XML-app-num-tabs[1..20]            int(1..3)      1          !when-set
XML-app-tab1-name[1..20]           text(20)                  !when-set
XML-app-tab1-display-name[1..20]   text(20)                  !when-set
XML-app-tab2-name[1..20]           text(20)                  !when-set
XML-app-tab2-display-name[1..20]   text(20)                  !when-set
XML-app-tab3-name[1..20]           text(20)                  !when-set
XML-app-tab3-display-name[1..20]   text(20)                  !when-set
XML-app-restart[1..20]             bool           false      !when-set
XML-app-proxy-enabled[1..20]       bool           false      !when-set
XML-app-remote-debug[1..20]        bool           false      !when-set
XML-app-debug-prog-name[1..20]     text(100)                 !when-set
XML-app-enabled[1..20]             bool           true       !when-set

# certificates for wireless networks
wlan-ca-cert[1..20]                certificate
wlan-ca-cert-shared[1..2]          certificate
wlan-client-cert[1..20]            certificate
`;
