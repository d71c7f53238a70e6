import { brandNamed } from '../import/brand';
import type { Intake, IntakeBatch, IntakeNote } from '../import/intake';
import { parseLink } from '../import/link-key';
import type { Listing } from '../import/listing-row';
import type { FileDigest } from '../import/scraped-bytes';
import type { SeedListing } from './seed-listing';

const BATCH = 5_000;

/** Made-up listings on their way through the importer: what people try is what scrapers will run. */
export class SeedIntake implements Intake {
  private bytes = 0;

  constructor(
    readonly fileName: string,
    private readonly listings: Iterable<SeedListing>,
  ) {}

  firstWebsite(): Promise<null> {
    return Promise.resolve(null);
  }

  async *batches(): AsyncGenerator<IntakeBatch> {
    let batch: Listing[] = [];
    let row = 0;
    for (const listing of this.listings) {
      row += 1;
      batch.push(toListing(listing, row));
      if (batch.length === BATCH) {
        yield this.handOut(batch);
        batch = [];
        // Lets timers and signals have their turn between batches that are made in one go.
        await new Promise(setImmediate);
      }
    }
    if (batch.length > 0) yield this.handOut(batch);
  }

  columns(): readonly string[] {
    return [];
  }

  notes(): readonly IntakeNote[] {
    return [];
  }

  /** There is no file: its size is that of the names, and it has no hash. */
  digest(): FileDigest {
    return { bytes: this.bytes, sha256: '' };
  }

  private handOut(listings: readonly Listing[]): IntakeBatch {
    for (const { name } of listings) this.bytes += Buffer.byteLength(name);
    return { received: listings.length, listings, rejected: [], notes: [] };
  }
}

function toListing(seed: SeedListing, row: number): Listing {
  const link = parseLink(seed.link);
  if (!('key' in link)) throw new Error(`a seed has an unusable link: ${seed.link}`);
  return {
    row,
    name: seed.name,
    price: seed.price,
    currency: seed.currency,
    link: link.link,
    linkKey: link.key,
    image: seed.image,
    location: seed.location,
    category: seed.category,
    expiresOn: seed.expiresOn,
    publishedOn: seed.publishedOn,
    brand: seed.brand === null ? null : (brandNamed(seed.brand) ?? seed.brand),
  };
}
