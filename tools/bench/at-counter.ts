import { openBranch, type Branch } from '../rig/branch.ts';
import { openCustomer, type Customer } from '../rig/customer.ts';

/** Opens a branch and a customer's browser before its idle screen, and closes both whatever happens. */
export async function atCounter<T>(
  measure: (branch: Branch, customer: Customer) => Promise<T>,
  prepare?: Parameters<typeof openCustomer>[2],
): Promise<T> {
  const branch = await openBranch();
  try {
    await branch.startHub();
    await branch.startKiosk();
    const customer = await openCustomer(branch.launchUrl(), branch.browserFolder, prepare);
    const figures = await measure(branch, customer);
    await customer.leaves();
    return figures;
  } catch (cause) {
    console.error(branch.logs());
    throw cause;
  } finally {
    await branch.dispose();
  }
}
