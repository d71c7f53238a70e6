import { Controller, Get, Module, RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { MetadataScanner, ModulesContainer, NestFactory, Reflector } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { parseConfig } from '@app/config';
import { permissionCodes } from '@app/users';
import { AppModule } from '../../apps/api/src/app.module';
import { ACCESS, type Access } from '../../apps/api/src/http/access';
import { createAdapter } from '../../apps/api/src/http/adapter';
import { configureApp } from '../../apps/api/src/http/configure-app';
import { createLogger } from '../../apps/api/src/http/logging';
import { dropDatabase, freshDatabase } from '../support/database';
import { KEYS } from '../support/auth';

/** A door whose maker forgot to say who may come in. */
@Controller('forgotten')
class ForgottenController {
  @Get()
  open(): string {
    return 'secret';
  }
}

/** A door of the application, as its decorators say. */
interface Door {
  readonly handler: string;
  /** Method and path, such as `GET /errors/:code`. */
  readonly route: string;
  readonly access: Access | undefined;
}

let url: string;
let app: NestFastifyApplication;
const routes: { method: string; url: string }[] = [];

beforeAll(async () => {
  url = await freshDatabase();
  const config = parseConfig({ NODE_ENV: 'test', DATABASE_URL: url, AUTH_KEYS: `a:${KEYS.new}` }, false);
  @Module({ imports: [AppModule.register(config, url)], controllers: [ForgottenController] })
  class WithForgotten {}
  const logger = createLogger(config, { write: () => undefined });
  app = await NestFactory.create<NestFastifyApplication>(WithForgotten, createAdapter(config, logger), {
    logger: false,
    abortOnError: false,
  });
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRoute', ({ method, url: path }) => {
      for (const one of [method].flat()) if (!path.includes('*')) routes.push({ method: one, url: path });
    });
  await configureApp(app, config);
  await app.init();
});
afterAll(async () => {
  await app.close();
  await dropDatabase(url);
});

function doors(): Door[] {
  const reflector = new Reflector();
  const controllers = new Set(
    [...app.get(ModulesContainer).values()].flatMap(({ controllers: found }) =>
      [...found.values()].flatMap(({ metatype }) => (isClass(metatype) ? [metatype] : [])),
    ),
  );
  return [...controllers].flatMap((controller) => {
    const prototype: Record<string, object> = controller.prototype;
    return new MetadataScanner()
      .getAllMethodNames(prototype)
      .map((name) => ({ name, handler: prototype[name] ?? {} }))
      .filter(({ handler }) => Reflect.hasMetadata(METHOD_METADATA, handler))
      .map(({ name, handler }) => {
        const [base, path] = [controller, handler].map((one) =>
          String(Reflect.getMetadata(PATH_METADATA, one)),
        );
        const own: Access | undefined = Reflect.getMetadata(ACCESS.KEY, handler);
        const access = own ?? reflector.get(ACCESS, controller);
        const method = RequestMethod[Number(Reflect.getMetadata(METHOD_METADATA, handler))] ?? '';
        return {
          handler: `${controller.name}.${name}`,
          route: `${method} ${normal(`/${base}/${path}`)}`,
          access,
        };
      });
  });
}

const normal = (path: string): string => path.replace(/\/+/g, '/').replace(/(.)\/$/, '$1');
/** HEAD is answered by the door of GET. */
const routeOf = ({ method, url: path }: { method: string; url: string }): string =>
  `${method === 'HEAD' ? 'GET' : method} ${normal(path)}`;
const isClass = (value: unknown): value is Type => typeof value === 'function';

describe('each door of the API', () => {
  it('says who may come in', () => {
    const all = doors();
    expect(all.length).toBeGreaterThan(5);
    const silent = all.filter(({ access }) => access === undefined).map(({ handler }) => handler);
    expect(silent).toEqual(['ForgottenController.open']);
  });

  it('is one that a controller has: nothing is served beside the guard', () => {
    const known = new Set(doors().map(({ route }) => route));
    const stray = routes.filter((route) => !known.has(routeOf(route)));
    expect(stray).toEqual([]);
  });

  it('sends away who does not say who he is, unless it is public', async () => {
    const open = new Set(doors().flatMap(({ route, access }) => (access?.kind === 'public' ? [route] : [])));
    const closed = routes.filter((route) => !open.has(routeOf(route)));
    expect(closed.length).toBeGreaterThan(0);
    for (const { method, url: path } of closed) {
      const target = path.replace(/:\w+/g, '00000000-0000-7000-8000-000000000000');
      const answer = await app.inject({
        method: asMethod(method),
        url: target,
        headers: { host: 'localhost' },
      });
      expect([method, path, answer.statusCode, answer.headers['www-authenticate']]).toEqual([
        ...[method, path, 401, 'Bearer'],
      ]);
      expect(answer.headers['cache-control']).toBe('no-store');
    }
  });
});

describe('each permission', () => {
  /** Of those who share, by a door that lets in whoever is signed in. */
  const ASKED_INSIDE = ['panel.share_filter'];

  it('is asked for by some door', () => {
    const asked = new Set<string>(
      doors().flatMap(({ access }) => (access?.kind === 'permission' ? [access.code] : [])),
    );
    expect(permissionCodes.filter((code) => !asked.has(code))).toEqual(ASKED_INSIDE);
  });
});

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

function asMethod(text: string): (typeof METHODS)[number] {
  const method = METHODS.find((one) => one === text);
  if (!method) throw new Error(`${text} is no method of ours`);
  return method;
}
