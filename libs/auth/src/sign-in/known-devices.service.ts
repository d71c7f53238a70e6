import { Injectable } from '@nestjs/common';
import { Clock } from '@app/kernel';
import type { Credentials } from '@app/users';
import { KeyRing } from '../tokens/key-ring';
import { isDeviceOf, signDevice } from './known-device';

/** Devices that somebody has signed in on before. */
@Injectable()
export class KnownDevicesService {
  constructor(
    private readonly clock: Clock,
    private readonly ring: KeyRing,
  ) {}

  /** What the device of a sign-in that has just succeeded is known by. */
  sign(userId: string): string {
    return signDevice(this.ring, userId, this.clock.now());
  }

  /** The device, if it is proven to be one of the account's owner; otherwise `null`. */
  ofOwner({ userId, passwordChangedAt }: Credentials, device: string): string | null {
    return isDeviceOf(this.ring, device, userId, this.clock.now(), passwordChangedAt) ? device : null;
  }
}
