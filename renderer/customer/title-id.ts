/** The heading of the screen; keys and regions that have no words of their own are named by it. */
export const titleId = 'screen-title';
