// Words of CSV取り込み. Apart from the others, for they come with its pages and not with the first one.
export { customerImport } from './ja/customer-import.ts';
