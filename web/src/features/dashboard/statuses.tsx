// What became of those who asked: the customers of each 媒体 by their status now, in the firm's order.
import type { Dashboard } from '../../api/client.ts';
import { usePortalName } from '../../api/use-me.ts';
import { StatusChip } from '../../ui/chip.tsx';
import { words } from '../../words/index.ts';
import { number } from './figures.ts';
import { Section } from './section.tsx';
import classes from './statuses.module.css';
import { ToList } from './to-list.tsx';

const texts = words.dashboard.statuses;
type Portal = Dashboard['portals'][number];

export function Statuses({ dashboard }: { dashboard: Dashboard }) {
  const some = dashboard.portals.filter(({ count }) => count > 0);
  return (
    <Section title={texts.title} hint={texts.hint}>
      <div className={classes.portals}>
        {some.map((portal) => (
          <OfPortal key={portal.portal} portal={portal} dashboard={dashboard} />
        ))}
      </div>
    </Section>
  );
}

function OfPortal({ portal, dashboard }: { portal: Portal; dashboard: Dashboard }) {
  const name = usePortalName()(portal.portal);
  const { days } = dashboard;
  const all = [
    ...dashboard.statuses,
    { id: 'none', name: texts.none, color: 'gray' },
    { id: 'notice', name: texts.notice, color: 'gray' },
  ];
  const found = new Map(portal.statuses.map((counted) => [counted.statusId, counted]));
  const most = Math.max(1, ...portal.statuses.map(lengthOf));
  // A step of the firm's own that nobody stands on is shown, for it is one too.
  const steps = all.filter(({ id }) => found.has(id) || (id !== 'none' && id !== 'notice'));
  return (
    <div className={classes.portal}>
      <h3>{name}</h3>
      <table className={classes.steps} aria-label={name}>
        <tbody>
          {steps.map(({ id, name: status, color }) => {
            const counted = found.get(id) ?? { customers: 0, inquiries: 0, statusId: id };
            return (
              <tr key={id}>
                <th scope="row">
                  <StatusChip name={status} color={color} />
                </th>
                <td className={classes.length} aria-hidden="true">
                  <span style={{ width: `${(lengthOf(counted) / most) * 100}%` }} />
                </td>
                <td className={classes.count}>
                  {id !== 'notice' && texts.people(number(counted.customers))}{' '}
                  {counted.inquiries > 0 && (
                    <ToList asked={{ ...days, portal: portal.portal, statusId: id }}>
                      {texts.inquiries(number(counted.inquiries))}
                    </ToList>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** Of a notice nobody is known: it is counted itself. */
const lengthOf = ({ statusId, customers, inquiries }: Portal['statuses'][number]) =>
  statusId === 'notice' ? inquiries : customers;
