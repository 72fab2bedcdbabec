// How arrivals are told on this device: kept in its browser.
import { readLocalStorageValue, useLocalStorage } from '@mantine/hooks';

export interface AlertSettings {
  sound: boolean;
  /** How many arrived while nobody looked, in the tab's title. */
  badge: boolean;
  desktop: boolean;
}

const KEY = 'digima-alerts';
const usual: AlertSettings = { sound: true, badge: true, desktop: false };

export function useAlertSettings() {
  return useLocalStorage<AlertSettings>({ key: KEY, defaultValue: usual, getInitialValueInEffect: false });
}

export function alertSettings(): AlertSettings {
  return readLocalStorageValue<AlertSettings>({ key: KEY, defaultValue: usual });
}
