/** Items of phones with HFA software, beside the common ones. */
export const HFA_ITEMS = `
reg-port                           int(0..65535)  4060
reg-id                             text(64)
reg-number                         digits
reg-password                       text(64)
fully-qualified-phone-no           digits
wsi-server-address                 host
non-rfc5746-tls-renegotiation      bool           false
`;
