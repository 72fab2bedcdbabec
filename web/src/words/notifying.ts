// Words of how people are told. Apart from the others, for they come with their pages and not with the first one.
export { notifying } from './ja/notifying.ts';
