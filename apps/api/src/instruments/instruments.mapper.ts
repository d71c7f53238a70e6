import {
  type Instrument,
  type InstrumentCells,
  type InstrumentFault,
  InstrumentInvalidError,
} from '@app/instruments';
import { IMPORT_TEXTS_ES } from '../http/import-texts';
import { FIELD_FAULT_TEXTS, type FieldFault } from '../http/invalid-fields';
import { UnusableFieldsError } from '../http/invalid-request.errors';
import { MoneyBody } from '../http/money.mapper';
import type { CreateInstrumentDto, UpdateInstrumentDto } from './instruments.dto';

/** Where the picture of a listing is, on the site that it comes from. */
export class ImageBody {
  readonly url: string;
}

/** A listing as the doors show it. Dates are `YYYY-MM-DD`, times RFC 3339. */
export class InstrumentBody {
  readonly id: number;
  readonly name: string;
  readonly url: string;
  readonly source: { readonly slug: string; readonly name: string };
  readonly price: MoneyBody | null;
  readonly previous_price: MoneyBody | null;
  readonly price_changed_at: string | null;
  readonly image: ImageBody | null;
  readonly location: string | null;
  readonly category: { readonly slug: string; readonly name: string };
  readonly brand: string | null;
  /** `active`, `stale` (missed once by its site, still listed), `expired` or `removed`. */
  readonly status: Instrument['status'];
  readonly published_on: string | null;
  readonly expires_on: string | null;
  readonly first_seen_at: string;
  readonly last_seen_at: string;
}

/** Shows a listing. */
export function toInstrumentBody(instrument: Instrument): InstrumentBody {
  return {
    id: Number(instrument.id),
    name: instrument.name,
    url: instrument.link,
    source: instrument.source,
    price: instrument.price,
    previous_price: instrument.previousPrice,
    price_changed_at: instrument.priceChangedAt?.toISOString() ?? null,
    image: instrument.image === null ? null : { url: instrument.image },
    location: instrument.location,
    category: instrument.category,
    brand: instrument.brand,
    status: instrument.status,
    published_on: instrument.publishedOn,
    expires_on: instrument.expiresOn,
    first_seen_at: instrument.firstSeenAt.toISOString(),
    last_seen_at: instrument.lastSeenAt.toISOString(),
  };
}

/** Where a listing is found. */
export function instrumentPath(id: string): string {
  return `/api/v1/instruments/${id}`;
}

/** What a body says about a listing. */
export function toCells(body: CreateInstrumentDto | UpdateInstrumentDto): InstrumentCells {
  const { price, image, category } = body;
  const cells = {
    ...('source' in body ? { website: body.source.slug } : {}),
    name: body.name,
    link: body.url,
    price: price && price.amount,
    currency: price?.currency ?? undefined,
    image: image && image.url,
    location: body.location,
    category: category && category.slug,
    brand: body.brand,
    publish: body.published_on,
    expiration: body.expires_on,
  };
  return Object.fromEntries(Object.entries(cells).filter(([, text]) => text !== undefined));
}

const POINTERS: Readonly<Record<string, string>> = {
  website: '/source/slug',
  name: '/name',
  link: '/url',
  price: '/price/amount',
  currency: '/price/currency',
  image: '/image/url',
  location: '/location',
  category: '/category/slug',
  brand: '/brand',
  publish: '/published_on',
  expiration: '/expires_on',
};

/** What is wrong with a field, in Spanish; in English the fault says it itself. */
const TEXTS_ES: Readonly<Record<string, string>> = {
  ...IMPORT_TEXTS_ES,
  unknown: 'No es uno de los valores permitidos.',
  last_day_early: FIELD_FAULT_TEXTS.last_day_early.es,
};

/** Throws what went wrong on; faults of a listing as faults of the fields of the body. */
export function explainFaults(error: unknown): never {
  if (!(error instanceof InstrumentInvalidError)) throw error;
  throw new UnusableFieldsError((language) => error.faults.map((fault) => toFieldFault(fault, language)));
}

function toFieldFault(fault: InstrumentFault, language: 'en' | 'es'): FieldFault {
  const { field, code, message, allowed } = fault;
  return {
    pointer: POINTERS[field ?? ''] ?? '',
    code,
    detail: language === 'es' ? (TEXTS_ES[code] ?? message) : message,
    ...(allowed ? { allowed } : {}),
  };
}
