/**
 * An amount for the eye: `12,345.67`, whole yuan without places: `30,000`.
 *
 * @param fen integer fen
 */
export function formatMoney(fen: bigint): string {
  const amount = fen < 0n ? -fen : fen;
  const yuan = String(amount / 100n).replace(/\B(?=(?:\d{3})+$)/gu, ',');
  const cents = amount % 100n;
  return `${fen < 0n ? '-' : ''}${yuan}${cents === 0n ? '' : `.${String(cents).padStart(2, '0')}`}`;
}
