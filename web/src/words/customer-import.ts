// Words of CSV取り込み. Apart from the others, for they come with its pages and not with the first one.
import { language } from './index.ts';
import type { CustomerImportWords } from './ja/customer-import.ts';

/** There once loaded. */
export let customerImport: CustomerImportWords;

export async function loadCustomerImport(): Promise<void> {
  const loaded = language === 'en' ? import('./en/customer-import.ts') : import('./ja/customer-import.ts');
  customerImport = (await loaded).customerImport;
}
