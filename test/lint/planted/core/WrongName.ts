export const wrongName = 1;
