// Line icons of the frame and the actions, 20 × 20, in the colour of the text. Decoration only: hidden from readers.
const paths = {
  inquiries: 'M3 5h14v10H3z M3 5l7 6 7-6',
  customers: 'M10 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6z M4 16.5c.6-3 3-4.5 6-4.5s5.400 1.500 6 4.500',
  dashboard: 'M3 16.500h14 M5 13.500v-4 M10 13.500v-10 M15 13.500v-7',
  connections:
    'M8 12l4-4 M9 6l1.500-1.500a3 3 0 0 1 4.500 4.500L13.500 10.500 M11 14l-1.500 1.500a3 3 0 0 1-4.500-4.500L6.500 9.500',
  review: 'M10 3l7.500 13.500h-15z M10 8v4 M10 14.200v.1',
  settings: 'M3 6h7 M14 6h3 M12 4v4 M3 14h3 M10 14h7 M8 12v4',
  fold: 'M12 5l-5 5 5 5',
  unfold: 'M8 5l5 5-5 5',
  phone:
    'M5 3h3l1.500 4-2 1.500a9 9 0 0 0 4 4l1.500-2 4 1.500v3a1.500 1.500 0 0 1-1.500 1.500A12.500 12.500 0 0 1 3.500 4.500 1.500 1.500 0 0 1 5 3z',
  copy: 'M7 7h9v9H7z M4 13V4h9',
  check: 'M4 10.500l4 4 8-9',
  download: 'M10 3v10 M6 9.500l4 4 4-4 M4 16.500h12',
  upload: 'M10 13V3 M6 6.500l4-4 4 4 M4 16.500h12',
  outside: 'M8 4H4v12h12v-4 M11 4h5v5 M16 4l-7 7',
  back: 'M16 10H4 M9 5l-5 5 5 5',
  up: 'M10 16V4 M5 9l5-5 5 5',
  down: 'M10 4v12 M5 11l5 5 5-5',
  print: 'M6 7.500V3h8v4.500 M6 14H3.500V8h13v6H14 M6 11.500h8V17H6z',
  edit: 'M4 16l.8-3.500L13 4.300l2.700 2.700-8.200 8.200z M11.500 5.800l2.700 2.700',
  merge: 'M5 3v2c0 4 5 4 5 7.500V17 M15 3v2c0 4-5 4-5 7.500 M7 14l3 3 3-3',
  bin: 'M4 6h12 M8 6V4h4v2 M5.500 6l.7 10.500h7.600L14.500 6 M8.500 9v4.500 M11.500 9v4.500',
  grip: 'M7.500 5v.1 M7.500 10v.1 M7.500 15v.1 M12.500 5v.1 M12.500 10v.1 M12.500 15v.1',
  search: 'M9 14.500a5.500 5.500 0 1 0 0-11 5.500 5.500 0 0 0 0 11z M13 13l4 4',
  plus: 'M10 4v12 M4 10h12',
  cross: 'M5 5l10 10 M15 5L5 15',
  next: 'M8 5l5 5-5 5',
  mail: 'M3 5h14v10H3z M3.500 5.500L10 11l6.500-5.500',
  bell: 'M5 14V9a5 5 0 0 1 10 0v5l1.500 1.500h-13z M8.500 17.500h3',
  bellOff: 'M5 14V9a5 5 0 0 1 8.500-3.600 M15 9v5l1.500 1.500h-13z M8.500 17.500h3 M3 3l14 14',
  filter: 'M3 5h14 M6 10h8 M8.500 15h3',
  columns: 'M3 4h14v12h-14z M8 4v12 M12.500 4v12',
  keyboard: 'M2.500 6h15v9h-15z M5.500 9v.1 M8.500 9v.1 M11.500 9v.1 M14.500 9v.1 M7 12h6',
  star: 'M10 3l2.100 4.500 4.900.6-3.600 3.400.9 4.900L10 14l-4.300 2.400.9-4.900L3 8.100l4.900-.6z',
  clock: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14z M10 6.500V10l2.500 1.500',
  note: 'M5 3h10v14H5z M7.500 7h5 M7.500 10h5 M7.500 13h3',
  pin: 'M7 3h6 M8 3v5l-2.500 3h9L12 8V3 M10 11v6',
  tasks: 'M4 4h12v12H4z M7 10l2 2 4-4',
  person:
    'M10 9.500a3 3 0 1 0 0-6 3 3 0 0 0 0 6z M4.500 16.500c.5-3 2.700-4.500 5.500-4.500s5 1.500 5.500 4.500',
} as const;

export type IconName = keyof typeof paths;

/** One icon. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      style={{ flex: 'none' }}
    >
      <path d={paths[name]} />
    </svg>
  );
}
