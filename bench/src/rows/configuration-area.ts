import { openProfile, SIGNED_IN, signIn } from '../browser/chromium.ts';
import { type ConfigurationSpeed, measureConfiguration } from '../browser/configuration-speed.ts';
import { FEW_CLIENTS } from '../environment.ts';
import { latencyOf } from '../measure/statistics.ts';
import type { Row } from '../row.ts';

const MOST_OPEN_MS = 300;
const MOST_KEY_MS = 50;

export const configurationAreaRow: Row = {
  name: 'configuration-area',
  title:
    'The configuration area of a client in Chromium: from catalog and values to rows, from keys to pictures',
  measure: async (environment, options) => {
    const installation = await environment.installation(FEW_CLIENTS);
    const api = await installation.signIn();
    const browser = await environment.openBrowser();
    try {
      const { items } = await api.get<{ items: { id: string }[] }>('/clients?pageSize=25');
      const speeds: ConfigurationSpeed[] = [];
      // The first one warms up the server.
      for (const { id } of items.slice(0, options.quick ? 3 : 8)) {
        const context = await openProfile(browser, installation.admin);
        await signIn(context);
        const page = await context.newPage();
        await page.addInitScript({ content: SIGNED_IN });
        speeds.push(
          await measureConfiguration(
            page,
            `/clients/${id}/configuration`,
            'registrar address',
            'Registrar address',
          ),
        );
        await context.close();
      }
      const measured = speeds.slice(1);
      const open = latencyOf(measured.map(({ openMs }) => openMs));
      const search = latencyOf(measured.flatMap(({ searchKeysMs }) => searchKeysMs));
      const field = latencyOf(measured.flatMap(({ fieldKeysMs }) => fieldKeysMs));
      return {
        series: [],
        errors: {},
        figures: {
          'opens, median / slowest ms': `${open.p50.toFixed(0)} / ${open.max.toFixed(0)}`,
          'keys of a search, p50 / p95 / slowest ms': keys(search),
          'keys in a field, p50 / p95 / slowest ms': keys(field),
        },
        verdicts: [
          {
            what: 'opens after the data is there, median',
            mark: `< ${MOST_OPEN_MS} ms`,
            measured: `${open.p50.toFixed(0)} ms`,
            met: open.p50 < MOST_OPEN_MS,
          },
          ...[
            { what: 'keys of a search, p95', p95: search.p95 },
            { what: 'keys in a field, p95', p95: field.p95 },
          ].map(({ what, p95 }) => ({
            what,
            mark: `<= ${MOST_KEY_MS} ms`,
            measured: `${p95.toFixed(0)} ms`,
            met: p95 <= MOST_KEY_MS,
          })),
        ],
      };
    } finally {
      await browser.close();
      api.close();
    }
  },
};

const keys = ({ p50, p95, max }: { p50: number; p95: number; max: number }): string =>
  [p50, p95, max].map((ms) => ms.toFixed(0)).join(' / ');
