// Reference "constant": the framework of the product, NestJS on Fastify, with one door that sends 15 kB from memory.
import 'reflect-metadata';
import { Controller, Get, Header, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';

const SIZE = 15_000;
const FRAME = JSON.stringify({ data: [''] }).length;
const BODY = JSON.stringify({ data: ['x'.repeat(SIZE - FRAME)] });

class ConstantController {
  find() {
    return BODY;
  }
}
const door = Object.getOwnPropertyDescriptor(ConstantController.prototype, 'find');
Get()(ConstantController.prototype, 'find', door);
Header('Content-Type', 'application/json; charset=utf-8')(ConstantController.prototype, 'find', door);
Controller('constant')(ConstantController);

class ConstantModule {}
Module({ controllers: [ConstantController] })(ConstantModule);

const app = await NestFactory.create(ConstantModule, new FastifyAdapter(), { logger: false });
await app.listen(0, '127.0.0.1');
console.log(await app.getUrl());
