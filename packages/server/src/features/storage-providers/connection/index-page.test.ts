import { describe, expect, test } from 'vitest';
import { IndexPageReader } from './index-page.ts';

/** Reads a page in small pieces, as it may come over the wire. */
function read(page: string) {
  const reader = new IndexPageReader();
  const entries = page.match(/[\s\S]{1,17}/g)?.flatMap((piece) => reader.read(piece)) ?? [];
  entries.push(...reader.end());
  return { entries, saysIndex: reader.saysIndex };
}

/** The files of a page, without the links to the parent and for sorting. */
const filesOf = (page: string) =>
  read(page).entries.filter(({ link }) => !link.startsWith('?') && !link.startsWith('/'));

const LONG = 'OpenScape_Desk_Phone_CP_SIP_V1_R11_4_2.img';

// The shapes are those of mod_autoindex 2.4 with the usual choices of IndexOptions; the names are our own.
describe('Apache', () => {
  test('without fancy indexing says names only', () => {
    const page = `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2 Final//EN">
<html>
 <head>
  <title>Index of /fw</title>
 </head>
 <body>
<h1>Index of /fw</h1>
<ul><li><a href="/"> Parent Directory</a></li>
<li><a href="${LONG}"> ${LONG}</a></li>
<li><a href="ring%20tone.mp3"> ring tone.mp3</a></li>
</ul>
</body></html>`;
    expect(filesOf(page)).toEqual([
      { link: LONG, size: null, date: '' },
      { link: 'ring%20tone.mp3', size: null, date: '' },
    ]);
    expect(read(page).saysIndex).toBe(true);
  });

  const fancy = (row: (icon: string, link: string, name: string) => string) => `<html>
 <head><title>Index of /fw</title></head>
 <body>
<h1>Index of /fw</h1>
<pre><img src="/icons/blank.gif" alt="Icon "> <a href="?C=N;O=D">Name</a>                    <a href="?C=M;O=A">Last modified</a>      <a href="?C=S;O=A">Size</a>  <a href="?C=D;O=A">Description</a><hr><img src="/icons/back.gif" alt="[PARENTDIR]"> <a href="/">Parent Directory</a>                             -   
${row('folder', 'old/', 'old/                   ')} 2026-01-12 10:00    -   
${row('unknown', LONG, 'OpenScape_Desk_Phone..&gt;')} 2026-01-12 10:01   41M  Image of 2026
${row('sound2', 'bell.mp3', 'bell.mp3               ')} 2026-01-13 09:30  426   
${row('unknown', 'empty.bin', 'empty.bin              ')} 2026-01-13 09:31    0   
<hr></pre>
<address>Apache/2.4.62 (Debian) Server at files.example.org Port 443</address>
</body></html>`;
  const expected = [
    { link: 'old/', size: null, date: '2026-01-12 10:00' },
    { link: LONG, size: null, date: '2026-01-12 10:01' },
    { link: 'bell.mp3', size: 426, date: '2026-01-13 09:30' },
    { link: 'empty.bin', size: 0, date: '2026-01-13 09:31' },
  ];

  test('with fancy indexing clips names, rounds large sizes and has small ones exactly', () => {
    const page = fancy(
      (icon, link, name) => `<img src="/icons/${icon}.gif" alt="[   ]"> <a href="${link}">${name}</a>`,
    );
    expect(filesOf(page)).toEqual(expected);
  });

  test('whose icons are links as well has each file once', () => {
    const page = fancy(
      (icon, link, name) =>
        `<a href="${link}"><img src="/icons/${icon}.gif" alt="[   ]"></a> <a href="${link}">${name}</a>`,
    );
    expect(filesOf(page)).toEqual(expected);
  });

  const table = (cell: (kind: string) => string, icon: (link: string) => string) => {
    const row = (link: string, date: string, size: string) =>
      `   <tr class="odd"><td${cell('icon')}>${icon(link)}</td><td${cell('name')}><a href="${link}">${link}</a></td><td${cell('lastmod')}>${date}  </td><td${cell('size')}>${size}</td><td${cell('desc')}>&nbsp;</td></tr>`;
    return `<html><head><title>Index of /fw</title></head><body><h1>Index of /fw</h1>
  <table id="indexlist">
   <tr><th valign="top"><img src="/icons/blank.gif" alt="[ICO]"></th><th><a href="?C=N;O=D">Name</a></th><th><a href="?C=M;O=A">Last modified</a></th><th><a href="?C=S;O=A">Size</a></th><th><a href="?C=D;O=A">Description</a></th></tr>
   <tr><th colspan="5"><hr></th></tr>
   <tr><td valign="top"><img src="/icons/back.gif" alt="[PARENTDIR]"></td><td><a href="/">Parent Directory</a></td><td>&nbsp;</td><td align="right">  - </td><td>&nbsp;</td></tr>
${row('old/', '2026-01-12 10:00', '  - ')}
${row(LONG, '2026-01-12 10:01', ' 41M')}
${row('bell.mp3', '2026-01-13 09:30', '426 ')}
${row('empty.bin', '2026-01-13 09:31', '  0 ')}
   <tr><th colspan="5"><hr></th></tr>
</table></body></html>`;
  };

  test('with a table says the same', () => {
    const page = table(
      (kind) => (kind === 'icon' ? ' valign="top"' : kind === 'name' ? '' : ' align="right"'),
      () => '<img src="/icons/unknown.gif" alt="[   ]">',
    );
    expect(filesOf(page)).toEqual(expected);
  });

  test('with a table of classes whose icons are links says the same', () => {
    const page = table(
      (kind) => ` class="indexcol${kind}"`,
      (link) => `<a href="${link}"><img src="/icons2/unknown.png" alt="[   ]"></a>`,
    );
    expect(filesOf(page)).toEqual(expected);
  });
});

// The date is as the country of the server has it, and `showFlags` of its configuration says whether it is long.
describe('IIS', () => {
  const page = (folder: string, file: string) =>
    `<html><head><title>files.example.org - /fw/</title></head><body><H1>files.example.org - /fw/</H1><hr>

<pre><A HREF="/">[To Parent Directory]</A><br><br> ${folder}        &lt;dir&gt; <A HREF="/fw/old/">old</A><br> ${file}     41943040 <A HREF="/fw/a%20b.img">a b.img</A><br></pre><hr></body></html>`;

  test.each([
    ['1/12/2026 10:00 AM', '12/31/2025  9:05 PM'],
    ['Monday, January 12, 2026 10:00 AM', 'Wednesday, December 31, 2025  9:05 PM'],
    ['12.01.2026    10:00', '31.12.2025    21:05'],
    ['Montag, 12. Januar 2026    10:00', 'Mittwoch, 31. Dezember 2025    21:05'],
    ['2026-01-12     10:00', '2025-12-31     21:05'],
    ['12/01/2026 10:00 a.m.', '31/12/2025  9:05 p.m.'],
  ])('with dates like %s says exact sizes in front of the links', (folder, file) => {
    expect(read(page(folder, file))).toEqual({
      entries: [
        { link: '/', size: null, date: '' },
        { link: '/fw/old/', size: null, date: folder.replaceAll(/\s+/g, ' ') },
        { link: '/fw/a%20b.img', size: 41_943_040, date: file.replaceAll(/\s+/g, ' ') },
      ],
      saysIndex: true,
    });
  });
});
