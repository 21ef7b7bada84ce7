/** The customer-facing languages; the first is the default after each customer (I9). */
export const languages = ['zh-CN', 'zh-Hant', 'en'] as const;
export type Language = (typeof languages)[number];
