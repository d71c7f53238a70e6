// The doors of the API as their decorators say: who may come in, and what is answered.
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { RequestMethod } from '@nestjs/common';
import { MetadataScanner, ModulesContainer, Reflector } from '@nestjs/core';
import { createRequire } from 'node:module';
import { inProject } from '../lib/project.mjs';

const require = createRequire(import.meta.url);
const { ACCESS } = require(inProject('dist/apps/api/src/http/access.js'));
const { PRODUCES } = require(inProject('dist/apps/api/src/http/media-types.js'));

/** By method and path, such as `get /api/v1/admin/users/{id}`. */
export function findDoors(app) {
  const reflector = new Reflector();
  const doors = new Map();
  for (const { controllers } of app.get(ModulesContainer).values()) {
    for (const { metatype: controller } of controllers.values()) {
      for (const name of new MetadataScanner().getAllMethodNames(controller.prototype)) {
        const handler = controller.prototype[name];
        if (!Reflect.hasMetadata(METHOD_METADATA, handler)) continue;
        const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler)].toLowerCase();
        const paths = [controller, handler].map((one) => Reflect.getMetadata(PATH_METADATA, one));
        doors.set(`${method} ${templateOf(paths)}`, {
          access: reflector.getAllAndOverride(ACCESS, [handler, controller]),
          produces: reflector.getAllAndOverride(PRODUCES, [handler, controller]) ?? ['application/json'],
        });
      }
    }
  }
  return doors;
}

function templateOf(paths) {
  const path = `/${paths.join('/')}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1');
  return path.replace(/:(\w+)/g, '{$1}');
}
