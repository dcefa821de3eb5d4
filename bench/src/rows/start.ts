import { spreadOf } from '../measure/statistics.ts';
import type { Row } from '../row.ts';

const MOST_MS = 2_000;

export const startRow: Row = {
  name: 'start',
  title: 'From the start of the process to the ready line, existing database',
  measure: async (environment, options) => {
    const installation = await environment.installation(options.manyClients);
    const times: number[] = [];
    for (let round = 0; round < options.starts; round += 1) {
      await installation.stop();
      // Not bound to a processor: nobody starts it like that.
      times.push(await installation.start(false));
    }
    const { median, lowest, highest } = spreadOf(times);
    return {
      series: [],
      errors: {},
      figures: {},
      verdicts: [
        {
          what: `start with ${options.manyClients.toLocaleString('en')} clients`,
          mark: `< ${MOST_MS / 1_000} s`,
          measured: `${(median / 1_000).toFixed(2)} s [${(lowest / 1_000).toFixed(2)}-${(highest / 1_000).toFixed(2)}]`,
          met: median < MOST_MS,
        },
      ],
    };
  },
};
