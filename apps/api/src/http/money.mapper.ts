/** An amount as a decimal with its currency (ISO 4217). */
export class MoneyBody {
  readonly amount: string;
  readonly currency: string;
}
