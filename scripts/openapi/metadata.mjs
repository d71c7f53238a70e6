// What the compiler knows of the classes of requests and answers: types, comments, what may be absent.
import { PluginMetadataGenerator } from '@nestjs/cli/lib/compiler/plugins/plugin-metadata-generator.js';
import { ReadonlyVisitor } from '@nestjs/swagger/plugin';
import { transformFileSync } from '@swc/core';
import { getMetadataStorage } from 'class-validator';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { inProject } from '../lib/project.mjs';

const COMPILED = inProject('dist/apps/api/src');
const require = createRequire(import.meta.url);

/** Facts about DTOs and controllers, in the form that SwaggerModule.loadPluginMetadata takes. */
export async function readMetadata() {
  const visitor = new ReadonlyVisitor({
    introspectComments: true,
    controllerKeyOfComment: 'description',
    classValidatorShim: true,
    dtoFileNameSuffix: ['.dto.ts', '.mapper.ts'],
    pathToSource: inProject('apps/api/src'),
  });
  quietly(() =>
    new PluginMetadataGenerator().generate({
      visitors: [visitor],
      outputDir: COMPILED,
      filename: 'metadata.ts',
      tsconfigPath: 'tsconfig.build.json',
    }),
  );
  const { code } = transformFileSync(`${COMPILED}/metadata.ts`, {
    swcrc: false,
    module: { type: 'commonjs' },
    jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
  });
  writeFileSync(`${COMPILED}/metadata.js`, code);
  return require(`${COMPILED}/metadata.js`).default;
}

/** It draws a spinner. */
function quietly(work) {
  const { write } = process.stdout;
  process.stdout.write = () => true;
  try {
    work();
  } finally {
    process.stdout.write = write;
  }
}

/** What our own rules of class-validator mean, of which the compiler sees no more than a name. */
const RULES = {
  isText: ([minLength, maxLength]) => ({ minLength, maxLength }),
  isId: () => ({ format: 'uuid' }),
  isMoment: () => ({ description: 'A time with its zone (RFC 3339), or a date.' }),
  isNetwork: () => ({ description: 'An address, or a network such as `10.0.0.0/8`.' }),
  isIn: ([allowed]) => ({ enum: allowed, type: String }),
};

/** Adds {@link RULES} to what is known of each class of a request; after the metadata was loaded. */
export function addRules() {
  for (const [target, rules] of getMetadataStorage().validationMetadatas) {
    const known = target._OPENAPI_METADATA_FACTORY;
    if (!known) continue;
    target._OPENAPI_METADATA_FACTORY = () => {
      const properties = known();
      for (const { name, constraints, propertyName, each } of rules) {
        const found = properties[propertyName];
        const more = RULES[name]?.(constraints ?? []);
        // of the items of a list, which the compiler has described
        if (found && more && !each) properties[propertyName] = { ...more, ...found };
      }
      return properties;
    };
  }
}
