// The dashboard as one CSV file: its tables one under the other, as on the page.
import { defuse } from '../rules/csv-cells.ts';
import type { Dashboard, Figures } from './model.ts';

const FIGURES = [
  '反響',
  'うち再反響',
  '未対応',
  '初動の中央値（秒）',
  '5分以内',
  '5分以内の割合（%）',
  '30分以内',
  '30分以内の割合（%）',
];

const COSTS = ['費用（円）', '反響1件あたりの費用（円）', '成約1件あたりの費用（円）'];

/** Rows of cells, defused; a row without cells between two tables. `nameOf`: a portal's name. */
export function dashboardRows(dashboard: Dashboard, nameOf: (portal: string) => string): string[][] {
  const { days, daysBefore, total, before, byTime, portals, cost, assignees, branches, connections } =
    dashboard;
  const hasContracts = dashboard.statuses.some(({ isContract }) => isContract);
  const statuses = [
    ...dashboard.statuses,
    { id: 'none', name: 'ステータスなし' },
    { id: 'notice', name: '通知のみ' },
  ];
  const tables: (string | number)[][][] = [
    [
      ['期間', '開始日', '終了日', ...FIGURES],
      ['この期間', days.from, days.to, ...cells(total)],
      ['前の期間', daysBefore.from, daysBefore.to, ...cells(before)],
    ],
    [
      ['開始日', '終了日', '反響', ...portals.map(({ portal }) => nameOf(portal))],
      ...byTime.map((bar) => [
        bar.from,
        bar.to,
        bar.count,
        ...portals.map(({ portal }) => bar.portals.find((some) => some.portal === portal)?.count ?? 0),
      ]),
    ],
    [
      ['媒体', ...FIGURES, '成約', ...COSTS],
      ...portals.map(({ portal, cost, ...figures }) => [
        nameOf(portal),
        ...cells(figures),
        hasContracts ? figures.contracts : '',
        ...costCells(cost && { ...cost, ...figures }, hasContracts),
      ]),
    ],
    ...(cost
      ? [
          [
            ['費用を入力した媒体の合計', '反響', '成約', ...COSTS],
            ['合計', cost.count, hasContracts ? cost.contracts : '', ...costCells(cost, hasContracts)],
          ],
        ]
      : []),
    [
      ['担当者', ...FIGURES],
      ...assignees.map(({ assignee, ...figures }) => [assignee?.name ?? '未割当', ...cells(figures)]),
    ],
    ...(branches.length > 0
      ? [
          [
            ['店舗', ...FIGURES],
            ...branches.map(({ branch, ...figures }) => [branch?.name ?? '店舗なし', ...cells(figures)]),
          ],
        ]
      : []),
    [
      ['連携', '媒体', '最終受信', ...FIGURES],
      ...connections.map(({ connection, ...figures }) => [
        connection?.name ?? '連携なし',
        connection ? nameOf(connection.portal) : '',
        connection?.lastMailAt ? japaneseTime(connection.lastMailAt) : '',
        ...cells(figures),
      ]),
    ],
    [
      ['媒体', '顧客ステータス', '顧客数', '反響'],
      ...portals.flatMap(({ portal, statuses: counts }) =>
        statuses.flatMap(({ id, name }) => {
          const found = counts.find(({ statusId }) => statusId === id);
          return found ? [[nameOf(portal), name, found.customers, found.inquiries]] : [];
        }),
      ),
    ],
  ];
  return tables.flatMap((table, i) => [
    ...(i > 0 ? [[]] : []),
    ...table.map((row) => row.map((cell) => (typeof cell === 'string' ? defuse(cell) : String(cell)))),
  ]);
}

const costCells = (
  cost: { yen: number; count: number; contracts: number } | null,
  hasContracts: boolean,
): (string | number)[] => [
  cost?.yen ?? '',
  cost ? each(cost.yen, cost.count) : '',
  cost && hasContracts ? each(cost.yen, cost.contracts) : '',
];

const each = (yen: number, n: number) => (n > 0 ? Math.round(yen / n) : '');

const cells = ({ count, repeats, open, medianSeconds, within5, within30 }: Figures) => [
  count,
  repeats,
  open,
  medianSeconds === null ? '' : Math.round(medianSeconds),
  within5,
  share(within5, count),
  within30,
  share(within30, count),
];

const share = (part: number, all: number) => (all === 0 ? '' : Math.round((part / all) * 1_000) / 10);

const JST = new Intl.DateTimeFormat('ja-JP', {
  timeZone: 'Asia/Tokyo',
  dateStyle: 'medium',
  timeStyle: 'medium',
});
const japaneseTime = (at: Date) => JST.format(at);
