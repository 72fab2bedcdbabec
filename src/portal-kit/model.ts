// The one shape every portal's mail is read into (the names are the API's, the CLI's and the webhook's). Types only.

export type InquiryKind = 'appraisal' | 'property' | 'visit' | 'other';

export type PropertyType =
  | 'condo-unit'
  | 'house'
  | 'land'
  | 'mansion-building'
  | 'apartment-building'
  | 'office-building'
  | 'shop-office'
  | 'other';

/** Who asked. Text as sent; phones E.164, the first is the main one; postalCode 7 digits. */
export interface Contact {
  name?: string;
  nameKana?: string;
  age?: number;
  postalCode?: string;
  address?: string;
  phones?: string[];
  /** The same phones as the sender wrote them, index by index. */
  phonesAsSent?: string[];
  email?: string;
  contactTime?: string;
  contactMethod?: string;
}

/** What they asked about. Areas in m² (坪 × 3.305785), prices in yen, years in the western calendar. */
export interface Property {
  type?: PropertyType;
  typeText?: string;
  postalCode?: string;
  address?: string;
  buildingName?: string;
  roomNumber?: string;
  exclusiveAreaSqm?: number;
  buildingAreaSqm?: number;
  landAreaSqm?: number;
  layout?: string;
  builtYear?: number;
  /** As the portal wrote it, where it counts by eras (`平成10年3月`). */
  builtYearText?: string;
  floors?: number;
  units?: number;
  occupancy?: string;
  priceYen?: number;
  rentYen?: number;
  listingNumber?: string;
  url?: string;
}

export interface RequestDetails {
  reason?: string;
  timing?: string;
  method?: string;
  relation?: string;
}

/** A label nobody knows, kept as sent. */
export interface Extra {
  label: string;
  value: string;
}

export interface Inquiry {
  kind: InquiryKind;
  /** The firm and its branch as the mail addresses them (御中): which of them was asked. */
  addressee?: string;
  requestNumber?: string;
  /** ISO 8601 with +09:00: portals write Japanese time without a zone. */
  requestedAt?: string;
  contact: Contact;
  property: Property;
  request: RequestDetails;
  message?: string;
  detailUrl?: string;
  extras: Extra[];
}

/**
 * What a mail turned out to be. `inquiry`: a customer can be made. `notice`: it only announces a request.
 * `not-an-inquiry`: newsletter, maintenance … of a known portal. `unreadable`: none of these; `portal` is the one
 * detected, or null.
 */
export type ReadResult =
  | { outcome: 'inquiry'; portal: string; inquiry: Inquiry; warnings: string[] }
  | { outcome: 'notice'; portal: string; inquiry: Inquiry; warnings: string[] }
  | { outcome: 'not-an-inquiry'; portal: string; warnings: string[] }
  | { outcome: 'unreadable'; portal: string | null; warnings: string[] };

export type ReadOutcome = ReadResult['outcome'];
