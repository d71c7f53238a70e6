/**
 * SQL that is true where a price has jumped a thousandfold (±2 %) within its currency: most likely one of the two was
 * misread. Never null.
 */
export function isThousandfold(
  price: string,
  currency: string,
  formerPrice: string,
  formerCurrency: string,
): string {
  return `(${currency} = ${formerCurrency} AND ${formerPrice} > 0 AND ${price} > 0
           AND greatest(${price} / nullif(${formerPrice}, 0), ${formerPrice} / nullif(${price}, 0))
               BETWEEN 980 AND 1020) IS TRUE`;
}
