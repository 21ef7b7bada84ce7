import * as v from 'valibot';
import { uploadLimit, uploadSchema } from '../../sync/protocol/wire.ts';

/** An upload whose rows are not looked at yet: one that does not parse is refused by itself, not with the batch. */
export const openUploadSchema = v.object({
  ...uploadSchema.entries,
  chunks: v.pipe(v.array(v.unknown()), v.maxLength(uploadLimit)),
  records: v.pipe(v.array(v.unknown()), v.maxLength(uploadLimit)),
});
export type OpenUpload = v.InferOutput<typeof openUploadSchema>;
