import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import { z } from 'zod';
import { ROOT } from './source-files';

const responseShape = z.object({
  $ref: z.string().optional(),
  headers: z.record(z.string(), z.unknown()).optional(),
  content: z.record(z.string(), z.object({ schema: z.record(z.string(), z.unknown()) })).optional(),
});
type Response = z.infer<typeof responseShape>;
const documentShape = z.looseObject({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.looseObject({
        security: z.array(z.record(z.string(), z.unknown())).optional(),
        responses: z.record(z.string(), responseShape),
      }),
    ),
  ),
  components: z.looseObject({
    responses: z.record(z.string(), responseShape),
    schemas: z.record(z.string(), z.record(z.string(), z.unknown())),
  }),
});

/** An answer of the API, as far as the document speaks of it. */
export interface DocumentedAnswer {
  readonly method: string;
  /** With its query or without. */
  readonly url: string;
  readonly status: number;
  /** `packed`: the body cannot be read. */
  readonly contentType: string | undefined;
  /** Names in small letters; a sound document names those that say what an answer is or where another one is. */
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly body: string;
}

const DOCUMENT = 'docs/openapi.json';

/** What clients of open doors go by; a refusal may say of itself that nobody is to keep it. */
const TOLD = ['deprecation', 'etag', 'link', 'location', 'retry-after', 'content-disposition'];
const TOLD_OF_ANSWERS = [...TOLD, 'cache-control', 'corrected-query', 'export-truncated'];

/** Whether an operation asks for no token; one may be shown where `{}` stands among the ways. */
export function isOpen({ security }: { readonly security?: readonly object[] | undefined }): boolean {
  return security === undefined || security.some((way) => Object.keys(way).length === 0);
}

/** Compares answers with what docs/openapi.json says of them. */
export class Documented {
  private readonly document = documentShape.parse(JSON.parse(readFileSync(join(ROOT, DOCUMENT), 'utf8')));
  private readonly ajv = new Ajv2020({
    ...{ strict: false, validateFormats: false, allErrors: true },
    // asked once for all of them, by schemaFaults, and not again in each file of tests
    validateSchema: false,
  });
  private readonly validators = new Map<object, ValidateFunction>();
  private readonly doors: readonly { readonly pattern: RegExp; readonly path: string }[];

  constructor() {
    this.ajv.addSchema(this.document, DOCUMENT);
    // a path without a parameter goes before one with
    this.doors = Object.keys(this.document.paths)
      .sort((one, other) => Number(one.includes('{')) - Number(other.includes('{')))
      .map((path) => ({ path, pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}/?$`) }));
  }

  /** Every operation, such as `get /api/v1/me`. */
  operations(): readonly string[] {
    return Object.entries(this.document.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method} ${path}`),
    );
  }

  /** What is wrong with the schemas of answers themselves, by the rules of JSON Schema. */
  schemaFaults(): string[] {
    const { responses, schemas } = this.document.components;
    const answers = [
      ...Object.values(responses),
      ...Object.values(this.document.paths).flatMap((path) =>
        Object.values(path).flatMap((operation) => Object.values(operation.responses)),
      ),
    ];
    const bodies = answers.flatMap(({ content = {} }) => Object.values(content).map(({ schema }) => schema));
    const judge = new Ajv2020({ strict: false });
    return [...Object.values(schemas), ...bodies].flatMap((schema) =>
      judge.validateSchema(schema) === true
        ? []
        : [`${JSON.stringify(schema).slice(0, 80)}: ${judge.errorsText()}`],
    );
  }

  /** What contradicts the document; `null`: nothing, or it does not speak of this door. */
  faultOf({ method, url, status, contentType, headers = {}, body }: DocumentedAnswer): string | null {
    const path = this.doors.find(({ pattern }) => pattern.test(url.split('?', 1)[0] ?? ''))?.path ?? '';
    const operation = this.document.paths[path]?.[method.toLowerCase().replace(/^head$/, 'get')];
    if (!operation) return null;
    const named = `${method} ${path} ${status}`;
    const response = this.resolve(
      operation.responses[status] ?? (status >= 400 ? operation.responses['default'] : undefined),
    );
    if (!response) return `${named}: this status is not documented`;
    if (/^(GET|HEAD)$/.test(method) && isOpen(operation)) {
      const names = Object.keys(response.headers ?? {}).map((name) => name.toLowerCase());
      const told = status < 400 ? TOLD_OF_ANSWERS : TOLD;
      const untold = told.filter((name) => headers[name] !== undefined && !names.includes(name));
      if (untold.length > 0) return `${named}: ${untold.join(', ')} is not documented`;
    }
    if (body === '' || contentType === 'packed') return null;
    const type = contentType?.split(';', 1)[0] ?? '';
    const schema = response.content?.[type]?.schema;
    if (!schema) return `${named}: an answer of the type ${type} is not documented`;
    if (!/[/+]json$/.test(type)) return null;
    const valid = this.validatorOf(schema);
    return valid(JSON.parse(body)) ? null : `${named}: ${this.ajv.errorsText(valid.errors)}`;
  }

  private resolve(response: Response | undefined): Response | undefined {
    const name = response?.$ref?.split('/').at(-1);
    return name === undefined ? response : this.document.components.responses[name];
  }

  private validatorOf(schema: Readonly<Record<string, unknown>>): ValidateFunction {
    const known = this.validators.get(schema);
    if (known) return known;
    // references lead into the document
    const text = JSON.stringify(schema).replaceAll('"#/', `"${DOCUMENT}#/`);
    const compiled = this.ajv.compile(z.record(z.string(), z.unknown()).parse(JSON.parse(text)));
    this.validators.set(schema, compiled);
    return compiled;
  }
}
