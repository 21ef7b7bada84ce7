/** House rules that no ready-made rule covers. They know syntax only, no types: few, small and tested. */

const noWallClock = {
  create(context) {
    return {
      NewExpression(node) {
        if (node.callee.name === 'Date' && node.arguments.length === 0) {
          context.report({ node, message: 'Ask the Clock for the time.' });
        }
      },
    };
  },
};

/** A word that has no key has no voice: customer screens may show catalogue lines only (I3). */
const noRawCustomerText = {
  create(context) {
    const letters = /\p{L}|\p{N}/u;
    return {
      JSXText(node) {
        if (letters.test(node.value))
          context.report({ node, message: 'Customer text comes from the catalogue.' });
      },
    };
  },
};

export default {
  meta: { name: 'house' },
  rules: { 'no-wall-clock': noWallClock, 'no-raw-customer-text': noRawCustomerText },
};
