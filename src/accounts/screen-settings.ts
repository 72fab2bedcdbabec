// How a person has the screen: kept for them, whatever browser they use.
import { and, eq } from 'drizzle-orm';
import type { Tx } from '../platform/database.ts';
import { screenSettings } from './tables.ts';

export const languages = ['ja', 'en'] as const;

/** Null: as it comes. The columns are the screen's own words for them. */
export interface ScreenSettings {
  language: (typeof languages)[number] | null;
  customerColumns: string[] | null;
}

export async function getScreenSettings(
  tx: Tx,
  organizationId: string,
  userId: string,
): Promise<ScreenSettings> {
  const [kept] = await tx
    .select({ language: screenSettings.language, customerColumns: screenSettings.customerColumns })
    .from(screenSettings)
    .where(and(eq(screenSettings.organizationId, organizationId), eq(screenSettings.userId, userId)));
  return {
    language: languages.find((known) => known === kept?.language) ?? null,
    customerColumns: kept?.customerColumns ?? null,
  };
}

/** What is not given stays. */
export async function setScreenSettings(
  tx: Tx,
  organizationId: string,
  userId: string,
  set: Partial<ScreenSettings>,
): Promise<void> {
  if (Object.keys(set).length === 0) return;
  await tx
    .insert(screenSettings)
    .values({ organizationId, userId, ...set })
    .onConflictDoUpdate({ target: [screenSettings.organizationId, screenSettings.userId], set });
}
