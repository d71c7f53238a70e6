export { addDays, dateIn } from './calendar';
export { Clock } from './clock';
export { DomainError, type ErrorKind, type ErrorParams } from './domain-error';
