async function later(): Promise<void> {
  await Promise.resolve();
}
export function forget(): void {
  later();
}
