import { type ListBody, PageBody } from '../http/list.mapper';
import { UnsupportedMediaTypeException } from '@nestjs/common';
import {
  FileIntake,
  type ImportRemark,
  type ImportReport,
  type ImportRun,
  type ImportRunDetails,
  readScrapedFile,
  type RequestKey,
  type ScrapedFormat,
  type UploadOrder,
  readReason,
} from '@app/instruments';
import type { Requester } from '../http/access';
import type { Upload } from '../http/uploads';
import type { ImportQueryDto } from './imports.dto';

/** The media types of files, and how they are written; of a packed file of any kind `format` has to say. */
export const FILE_TYPES = {
  'text/csv': 'csv',
  'application/x-ndjson': 'ndjson',
  'application/json': 'json',
  'application/gzip': null,
} as const satisfies Record<string, ScrapedFormat | null>;

/** An import as the doors show it; times are RFC 3339. */
export class ImportRunBody {
  /** `null`: a dry run, which leaves no trace. */
  readonly id: string | null;
  readonly source: string;
  readonly category: string | null;
  readonly state: string;
  readonly complete: boolean;
  readonly dry_run: boolean;
  readonly file: string;
  readonly started_at: string;
  readonly finished_at: string | null;
  readonly bytes: number;
  readonly sha256: string | null;
  /** Rows by what became of them. */
  readonly counts: {
    readonly received: number;
    readonly created: number;
    readonly updated: number;
    readonly unchanged: number;
    readonly price_changed: number;
    readonly reactivated: number;
    readonly duplicates: number;
    readonly rejected: number;
    readonly stale: number;
    readonly removed: number;
  };
  /** Why it was held back or failed, in English. */
  readonly reason: string | null;
  /** The same for programs; `null` where it has no code. */
  readonly reason_code: string | null;
  /** The numbers in it. */
  readonly reason_params: Readonly<Record<string, number>>;
  /** When somebody approved or rejected it. */
  readonly reviewed_at: string | null;
  /** The refused rows; `null` when there are none to fetch. */
  readonly errors_url: string | null;
}

/** A part of all imports. */
export class ImportRunListBody implements ListBody<ImportRunBody> {
  readonly data: ImportRunBody[];
  readonly page: PageBody;
}

/** What was noticed about rows, by code. */
export class ImportRemarkBody {
  readonly code: string;
  /** Rows that it is about. */
  readonly count: number;
  readonly message: string;
  /** The first of them, from 1; none when it is about the file. */
  readonly rows: number[];
}

/** What becomes of listings that a complete import does not see. */
export class AbsenceBody {
  /** Missed for the first time: still listed, flagged. */
  readonly stale: number;
  /** Missed twice and for ten days: no longer listed. */
  readonly removed: number;
}

/** The same with every remark about its rows: what was accepted all the same, and what was refused. */
export class ImportReportBody extends ImportRunBody {
  /** What approving it would make of the listings that it did not see; `null`: there is nothing to approve, or no way. */
  readonly on_approval: AbsenceBody | null;
  readonly warnings: ImportRemarkBody[];
  readonly errors: ImportRemarkBody[];
}

/** What an upload asks for. @throws UnsupportedMediaTypeException when nobody says how the file is written */
export function toOrder(query: ImportQueryDto, upload: Upload): UploadOrder {
  const { source = null, category = null } = query;
  const known = Object.entries(FILE_TYPES).find(([type]) => type === upload.mediaType)?.[1] ?? null;
  const format = query.format ?? known;
  if (format === null) throw new UnsupportedMediaTypeException();
  const gzip = upload.gzip || upload.mediaType === 'application/gzip';
  const file = readScrapedFile(upload.bytes, { format, gzip, size: upload.size });
  return {
    intake: new FileIntake(query.file ?? `upload.${format}${gzip ? '.gz' : ''}`, file, source !== null),
    source,
    category,
    complete: query.complete === 'true',
    dryRun: query.dry_run === 'true',
    onError: query.on_error ?? 'continue',
    signal: upload.signal,
  };
}

/** The key of an upload: each program and each person has keys of their own. */
export function toKey({ apiKeyId, userId }: Requester, key: string | null): RequestKey | null {
  return key === null ? null : { requester: apiKeyId ?? userId, key };
}

/** Where an import is found. */
export function importPath(id: string): string {
  return `/api/v1/imports/${id}`;
}

/** Shows the report of a dry run. */
export function toReportBody(report: ImportReport): ImportReportBody {
  const { startedAt, finishedAt, dryRun } = report;
  const times = { startedAt: new Date(startedAt), finishedAt: new Date(finishedAt), reviewedAt: null };
  return { ...shown({ ...report, ...times }), dry_run: dryRun, ...detailsOf(report) };
}

/** Shows a run of the book. */
export function toRunBody(run: ImportRun): ImportRunBody {
  return shown(run);
}

/** Shows a run of the book with what is known of its rows. */
export function toDetailsBody(run: ImportRunDetails): ImportReportBody {
  return { ...shown(run), ...detailsOf(run) };
}

function detailsOf({
  warnings,
  errors,
  onApproval,
}: Pick<ImportReport, 'warnings' | 'errors' | 'onApproval'>): Omit<ImportReportBody, keyof ImportRunBody> {
  const show = ({ code, count, message, rows }: ImportRemark): ImportRemarkBody => {
    return { code, count, message, rows: [...rows] };
  };
  const absence = onApproval && { stale: onApproval.stale, removed: onApproval.removed };
  return { on_approval: absence, warnings: warnings.map(show), errors: errors.map(show) };
}

function shown(run: Omit<ImportRun, 'id'> & { readonly id: string | null }): ImportRunBody {
  const { id, source, category, state, complete, file, bytes, sha256, reason } = run;
  const known = reason === null ? null : readReason(reason);
  return {
    id,
    source,
    category,
    state,
    complete,
    dry_run: false,
    file,
    started_at: run.startedAt.toISOString(),
    finished_at: run.finishedAt?.toISOString() ?? null,
    bytes,
    sha256,
    counts: {
      received: run.received,
      created: run.created,
      updated: run.updated,
      unchanged: run.unchanged,
      price_changed: run.priceChanged,
      reactivated: run.reactivated,
      duplicates: run.duplicates,
      rejected: run.rejected,
      stale: run.stale,
      removed: run.removed,
    },
    reason,
    reason_code: known?.code ?? null,
    reason_params: known?.params ?? {},
    reviewed_at: run.reviewedAt?.toISOString() ?? null,
    errors_url: id === null || run.rejected === 0 ? null : `${importPath(id)}/errors.csv`,
  };
}
