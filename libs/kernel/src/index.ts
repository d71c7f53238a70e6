export { addDays, dateIn, isTimeZone, parseMoment, startOfDay } from './calendar';
export { Clock } from './clock';
export { DomainError, type ErrorKind, type ErrorParams } from './domain-error';
export { errorOf } from './error-of';
export { isRowId } from './row-id';
export { SharedRead } from './shared-read';
