// What is changed is shown before the server answers. What could not be changed is shown as it was, and nothing else with it: other
// changes may be under way.
import { hashKey, type QueryClient, type QueryKey } from '@tanstack/react-query';
import type { Inquiry, InquiryFilter } from '../../api/client.ts';
import { changed, type Given, notGiven, placed } from './changed.ts';

interface Of {
  ids: Set<string>;
  customers: Set<string>;
}

type Page = { items: Inquiry[] };

interface Shown {
  /** As they were before; what an earlier change shows of them included. */
  were: Map<string, Inquiry>;
  /** Which stood on which page: what is changed may no longer fit there. */
  places: [QueryKey, Inquiry[]][];
}

/** In the order in which they were made. */
const underWay = new Set<Shown>();

/** Whether the server has answered all. */
export const areAllAnswered = () => underWay.size === 0;

export interface ShownChange {
  /** The server made it. */
  keep(): void;
  takeBack(): void;
}

/** Shows that these are given it. */
export function showChange(client: QueryClient, of: Of, given: Given): ShownChange {
  const give = (inquiry: Inquiry) => changed(inquiry, of, given);
  const were = new Map<string, Inquiry>();
  const places: Shown['places'] = [];
  map(client, (inquiries, key) => {
    const touched = inquiries.filter((inquiry) => give(inquiry) !== inquiry);
    for (const inquiry of touched) were.set(inquiry.id, inquiry);
    if (isPage(key)) places.push([key, touched]);
    return inquiries.map(give);
  });
  const mine = { were, places };
  underWay.add(mine);
  return {
    keep: () => void underWay.delete(mine),
    takeBack() {
      if (!underWay.has(mine)) return;
      const later = [...underWay].slice([...underWay].indexOf(mine) + 1);
      underWay.delete(mine);
      const back = (inquiry: Inquiry) => {
        const was = were.get(inquiry.id);
        return was ? notGiven(inquiry, was, given) : inquiry;
      };
      for (const one of later) for (const [id, was] of one.were) one.were.set(id, back(was));
      map(client, (inquiries, key) => {
        const gone = places
          .filter(([place]) => hashKey(place) === hashKey(key))
          .flatMap(([, were]) => were.filter(({ id }) => !inquiries.some((one) => one.id === id)));
        return [...inquiries.map(back), ...gone];
      });
    },
  };
}

const isPage = (key: QueryKey) => key[1] === 'page';

// Every shape in which inquiries are kept: a page, a list that grows, one.
function map(client: QueryClient, change: (inquiries: Inquiry[], key: QueryKey) => Inquiry[]): void {
  const each = <T>(queryKey: QueryKey, next: (data: T, key: QueryKey) => T) => {
    for (const [key, data] of client.getQueriesData<T>({ queryKey }))
      if (data !== undefined) client.setQueryData<T>(key, next(data, key));
  };
  each<Page>(['inquiries', 'page'], (page, key) => ({
    ...page,
    items: placed(change(page.items, key), key[2] as InquiryFilter),
  }));
  each<{ pages: Page[] }>(['inquiries', 'customer'], (data, key) => ({
    ...data,
    pages: data.pages.map((page) => ({ ...page, items: change(page.items, key) })),
  }));
  each<Inquiry>(['inquiries', 'one'], (inquiry, key) => change([inquiry], key)[0] ?? inquiry);
}
