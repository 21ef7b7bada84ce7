/**
 * Whose work an item is until somebody claims it: the branch's counter staff, who talk with customers; the technician
 * who looks after the kiosks; head office, where records are missing or were tampered with.
 */
export type Role = 'counter' | 'technician' | 'head-office';
