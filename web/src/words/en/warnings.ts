// What reading a mail wants a person to know, by the codes of the API. An unknown code is told in general words.
import type { Words } from '../ja/index.ts';

export const warnings: Words['warnings'] = {
  texts: {
    'name-missing': 'No name is given.',
    'phone-missing': 'No phone number is given.',
    'email-missing': 'No email address is given.',
    'address-missing': 'No address is given.',
    'phone-unreadable': 'A value could not be read as a phone number. It is under “Other items”.',
    'email-unreadable': 'A value could not be read as an email address. It is under “Other items”.',
    'postal-code-unreadable': 'A value could not be read as a postal code. It is under “Other items”.',
    'url-unreadable': 'A value could not be read as a web address. It is under “Other items”.',
    'number-unreadable': 'A value could not be read as a number. It is under “Other items”.',
    'date-unreadable': 'A value could not be read as a date. See the original mail.',
    'footer-ignored': 'The portal’s own contact in the signature is not taken for the customer’s.',
    'other-request-number':
      'The request number differs from that of this mail. Check that it is not the page of another inquiry.',
    'no-portal': 'It is not known which portal this mail is from.',
    'no-labels': 'No fields such as 「お名前：」 were found.',
    'entered-by-hand': 'This inquiry was registered by hand from the original mail.',
    'charset-guessed': 'The character encoding was missing or wrong and has been guessed.',
    'charset-damaged': 'Some characters are garbled. See the original mail.',
    'header-cut': 'A header was cut off.',
    'depth-limit': 'Forwards and attachments are nested too deeply; the innermost were not read.',
    'parts-limit': 'There are too many parts; some were not read.',
    'text-cut': 'The text is too long; only its beginning was read.',
    'boundary-guessed': 'The boundaries of the mail were damaged and have been guessed.',
    'boundary-unclosed': 'The mail ends abruptly. Its rest may be lost.',
    'transfer-encoding-broken': 'Part of the text was damaged. See the original mail.',
    'control-characters-removed': 'Control characters that cannot be shown were removed.',
    'no-readable-part': 'There was no text that could be read.',
  },
  other: (code) => `Something was odd when reading (${code}). See the original mail.`,
};
