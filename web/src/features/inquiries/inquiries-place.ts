// Where in 反響: what the list is narrowed to, the page, and which inquiry is open. The URL holds all of it.
import type { InquiryFilter } from '../../api/client.ts';
import { type Place, placeIn } from '../../ui/pager.tsx';

/** As the API's, but that what is not asked is left out. */
export interface PlaceFilter extends Omit<InquiryFilter, 'repeat' | 'duplicate'> {
  repeat?: true;
  duplicate?: true;
}

export interface InquiriesPlace extends Place, PlaceFilter {
  /** The open inquiry. */
  id?: string;
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const DAY = /^2[01]\d\d-\d\d-\d\d$/;
const PERIODS = ['today', 'yesterday', '7-days', '30-days'] as const;
export type Period = (typeof PERIODS)[number];

const isId = (value: unknown) => typeof value === 'string' && ID.test(value);
const isIdOrNone = (value: unknown) => value === 'none' || isId(value);
const isDay = (value: unknown) =>
  typeof value === 'string' && DAY.test(value) && !Number.isNaN(Date.parse(value));
const isText = (value: unknown) => typeof value === 'string' && value !== '' && value.length <= 60;

const checks: Record<keyof InquiryFilter, (value: unknown) => boolean> = {
  response: (value) => value === 'open' || value === 'done',
  portal: isText,
  connectionId: isIdOrNone,
  assigneeId: isIdOrNone,
  branchId: isIdOrNone,
  statusId: (value) => value === 'notice' || isIdOrNone(value),
  period: (value) => PERIODS.some((period) => period === value),
  from: isDay,
  to: isDay,
  repeat: (value) => value === true,
  duplicate: (value) => value === true,
};

/** Reads the place out of a URL's search; anything odd is left out. */
export function inquiriesPlaceIn(search: Record<string, unknown>): InquiriesPlace {
  return { ...placeIn(search), ...filterIn(search), ...(isId(search.id) && { id: search.id as string }) };
}

/** The filter alone, in one order, so that the same filter is the same key. */
export function filterIn(search: Record<string, unknown>): PlaceFilter {
  return Object.fromEntries(
    Object.entries(checks).flatMap(([key, isIt]) => (isIt(search[key]) ? [[key, search[key]]] : [])),
  );
}

/** Whether these are the same filter. */
export const isSameFilter = (a: InquiryFilter, b: InquiryFilter): boolean =>
  JSON.stringify(filterIn({ ...a })) === JSON.stringify(filterIn({ ...b }));

/** How much is asked besides 未対応 or not. */
export const countFilters = ({ response, ...filter }: InquiryFilter): number =>
  Object.keys(filter).filter((key) => key !== 'to' || !filter.from).length;

/** The filter with this condition, or without it. */
export function withIt(filter: InquiryFilter, key: keyof InquiryFilter, value: unknown): InquiryFilter {
  const { [key]: _, ...rest } = filter;
  return value === undefined ? rest : ({ ...rest, [key]: value } as InquiryFilter);
}
