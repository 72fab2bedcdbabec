// ダッシュボード: what came in a period, how soon it was answered, what became of it and what it cost. For paper too.
import { Button, Group, Skeleton, VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type Dashboard, Refusal } from '../api/client.ts';
import { dashboardQuery } from '../api/queries.ts';
import { Bars } from '../features/dashboard/bars.tsx';
import { Cards } from '../features/dashboard/cards.tsx';
import { Costs } from '../features/dashboard/costs.tsx';
import { askedOf, type DashboardPlace } from '../features/dashboard/dashboard-place.ts';
import { daysText } from '../features/dashboard/figures.ts';
import { PeriodPicker } from '../features/dashboard/period-picker.tsx';
import { Assignees, Branches, Connections } from '../features/dashboard/responses.tsx';
import { Statuses } from '../features/dashboard/statuses.tsx';
import { CsvMenu } from '../ui/csv-menu.tsx';
import { Icon } from '../ui/icons.tsx';
import { ButtonLink } from '../ui/links.tsx';
import { Page } from '../ui/page.tsx';
import { Empty, NotYet } from '../ui/states.tsx';
import { words } from '../words/index.ts';
import classes from './dashboard.module.css';

const route = getRouteApi('/frame/dashboard');
const texts = words.dashboard;

export function DashboardPage() {
  const place = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(dashboardQuery(askedOf(place)));
  const { data, error, isPlaceholderData } = query;
  const isRefused = error instanceof Refusal && Object.keys(error.fields).length > 0;
  return (
    <div className={classes.dashboard}>
      <Page
        title={texts.title}
        paper={periodText(place)}
        actions={
          <Group gap="xs" className={classes.actions}>
            <Button
              variant="default"
              leftSection={<Icon name="print" size={16} />}
              disabled={!data}
              onClick={() => window.print()}
            >
              {texts.print}
            </Button>
            <CsvMenu path="/dashboard.csv" asked={askedOf(place)} texts={texts.export} />
          </Group>
        }
      >
        <div className={classes.top}>
          <PeriodPicker
            place={place}
            days={data?.days}
            errors={isRefused ? error.fields : {}}
            onChange={(search) => void navigate({ search, resetScroll: false })}
          />
          {data && <Compared dashboard={data} />}
        </div>
        {!isRefused && <NotYet of={query} room={<Loading />} />}
        {data && (
          <div className={classes.content} data-stale={isPlaceholderData || undefined}>
            <Content dashboard={data} />
          </div>
        )}
      </Page>
    </div>
  );
}

function Content({ dashboard }: { dashboard: Dashboard }) {
  const isEmpty = dashboard.total.count === 0;
  return (
    <>
      <Cards dashboard={dashboard} />
      {isEmpty ? (
        <div className={classes.empty}>
          <Empty
            title={texts.empty.title}
            action={
              <ButtonLink to="/connections" variant="default">
                {texts.empty.action}
              </ButtonLink>
            }
          >
            {texts.empty.body}
          </Empty>
        </div>
      ) : (
        <>
          <Bars dashboard={dashboard} />
          <Assignees dashboard={dashboard} />
          <Branches dashboard={dashboard} />
        </>
      )}
      <Connections dashboard={dashboard} />
      {!isEmpty && <Statuses dashboard={dashboard} />}
      <Costs dashboard={dashboard} />
    </>
  );
}

/** Two dates are said with the numbers, as on the screen. */
const periodText = ({ days = '30-days', from, to }: DashboardPlace) =>
  from || to ? undefined : words.common.pair(texts.period.label, texts.period.names[days]);

function Compared({ dashboard: { days, daysBefore, isSoFar } }: { dashboard: Dashboard }) {
  const { compared, comparedSoFar } = texts.period;
  return (
    <p className={classes.days}>
      <strong>{daysText(days)}</strong>
      <span>{(isSoFar ? comparedSoFar : compared)(daysText(daysBefore))}</span>
    </p>
  );
}

function Loading() {
  return (
    <div aria-busy="true">
      <VisuallyHidden role="status">{words.common.loading}</VisuallyHidden>
      <div className={classes.loadingCards}>
        {[0, 1, 2, 3, 4].map((card) => (
          <Skeleton key={card} height={112} />
        ))}
      </div>
      <Skeleton height={300} mb={16} />
      <Skeleton height={220} />
    </div>
  );
}
