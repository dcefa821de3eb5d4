import type { ContentSample } from './content-sample.ts';
import { broken, type Findings } from './findings.ts';

/** Reads an LDAP template, a text that says so in its first line (phones reference, section 6). Undefined: it is none. */
export function readLdapTemplate({ head, tail }: ContentSample): Findings | undefined {
  const [first = ''] = head
    .toString('latin1', 0, 200)
    .replace(/^\xef\xbb\xbf/, '')
    .split(/\r?\n/, 1);
  if (!/\bLDAP TEMPLATE\b/i.test(first)) return undefined;
  const hasEnd = /(?:^|\n)\s*EOF\s*$/.test(tail.toString('latin1'));
  return {
    facts: { format: 'ldap-template' },
    problems: hasEnd ? [] : [broken('ldap-template', 'EOF')],
  };
}
